"""Where the recurrences come from."""

NOTE_000 = "note 000 (a review of LSTM, SGDM and ADAM)"
NOTE_001 = "note 001, after Zaki and Meira"
NOTE_003 = "note 003 (exercise on the Adam-infused cell)"
NOTE_004 = "note 004 (slides on RNN and CNN)"
