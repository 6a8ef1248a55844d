// A small text of our own for nets that name the next word or the next character: plain sentences about animals, a house and its kitchen,
// a garden, the weather and the sea, written from patterns so that every word comes back in several of them.

const text = `
  the lazy dog sleeps by the window. the black cat rests on the rug. the dog lies in the basket. the young cat lies by the fire. the white
  cat sleeps under the table. the small dog rests near the stove. the old cat rests in the basket. the small dog sleeps by the window. the
  dog lies on the rug. the young cat sleeps near the stove. the black dog lies by the fire. the white cat rests under the table. the old
  dog lies near the stove. the lazy cat sleeps by the window. the young dog rests under the table. the small cat sleeps on the rug. the
  black kitten sleeps near the stove. the white puppy sits on the rug. the lazy kitten lies by the window. the small puppy sleeps by the
  fire. the kitten sits in the basket. the black puppy lies under the table. the white kitten sleeps under the table. the puppy sits by
  the window. the lazy kitten lies on the rug. the young cat watches the birds from the window. the grey kitten watches the snow from the
  window. the kitten looks for a mouse behind the barn. the small cat watches the birds in the garden. the small cat watches a mouse in
  the garden. the young kitten watches the rain from the window. the kitten watches the birds in the garden. the grey cat watches a mouse
  in the garden. the kitten watches the birds from the window. the small cat watches the snow from the window. the grey kitten watches the
  rain from the window. the young dog barks at the ducks in the garden. the black puppy runs after the ball in the field. the happy puppy
  runs after the ducks on the beach. the dog barks at the cat in the garden. the young puppy runs after the cat on the beach. the happy
  dog barks at the ducks in the field. the black dog runs after the cat in the garden. the puppy runs after the ball in the field. the
  happy puppy barks at the cat on the beach. the hungry cat waits for fish in the kitchen. the hungry dog waits for milk by the door. the
  hungry puppy waits for breakfast by the door. the hungry kitten waits for supper in the kitchen. the hungry kitten waits for milk in the
  kitchen. the hungry cat waits for supper by the door. the hungry dog waits for breakfast in the kitchen. when it snows the puppy stays
  by the fire. when it rains the dog stays in the house. when it snows the cat stays under the table. when it rains the kitten stays under
  the table. when it snows the cat stays in the house. when it rains the puppy stays by the fire. when it snows the dog stays in the
  house. when it rains the kitten stays by the fire. the brown sheep eats grass by the river. the white horse stands in the field. the cow
  rests near the gate. the old goat drinks water under the tree. the white horse eats grass behind the barn. the brown sheep rests by the
  river. the old goat drinks water near the gate. the cow stands under the tree. the white goat rests in the field. the horse eats grass
  behind the barn. the brown cow stands by the river. the old sheep drinks water near the gate. the brown goat drinks water in the field.
  the white cow eats grass under the tree. the horse rests behind the barn. the old sheep stands in the field. the brown horse rests by
  the river. the farmer brings water to the sheep. the farmer brings apples to the cow. the farmer brings water to the goat. the farmer
  brings apples to the horse. the farmer brings apples to the sheep. the farmer leads the cow to the barn. the farmer leads the goat to
  the gate. the farmer leads the sheep to the river. the farmer leads the horse to the field. the farmer leads the sheep to the gate. the
  farmer leads the horse to the barn. the hens look for worms near the gate. the hens eat worms behind the barn. the hens eat worms under
  the tree. the hens look for worms in the yard. the hens eat worms near the gate. the hens look for worms behind the barn. the white hen
  sits on her eggs in the yard. the old hen sits on her eggs in the barn. the brown hen sits on her eggs in the basket. the white hen sits
  on her eggs in the barn. the old hen sits on her eggs in the basket. the farmer finds three eggs in the yard. my sister finds four eggs
  in the barn. my grandmother finds two eggs in the basket. my brother finds two eggs in the barn. my grandmother finds three eggs in the
  yard. my brother finds four eggs in the basket. the little robin sings in the tree in the evening. a small blackbird sings by the window
  in the morning. the sparrow sings on the fence. a robin sings on the roof at dawn. a small blackbird sings in the tree at dawn. the
  little sparrow sings on the fence in the morning. the robin sings on the roof in the evening. a sparrow sings by the window. the
  blackbird sings on the fence in the evening. the little robin sings in the tree at dawn. a blackbird sings on the roof. a small sparrow
  sings by the window in the morning. the robin sings in the tree in the evening. the little sparrow sings on the roof at dawn. the owl
  flies over the field after sunset. the owl calls from the tree at night. the owl calls in the forest after sunset. the owl hunts in the
  field at night. the owl hunts in the forest after sunset. the owl flies over the barn at night. the owl flies over the field at night.
  the owl calls from the tree after sunset. the fox looks for food after sunset. the hedgehog hunts in the garden in the dark. the
  hedgehog walks along the fence at night. the fox comes into the garden in the dark. the fox looks for food at night. the hedgehog walks
  along the fence after sunset. the fox hunts in the garden after sunset. the hedgehog comes into the garden in the dark. the hedgehog
  looks for food at night. the fox walks along the fence in the dark. the fox hunts in the garden at night. the hedgehog comes into the
  garden after sunset. the hedgehog looks for food in the dark. two swans swim on the river at dawn. four ducks swim near the bridge in
  the rain. three swans swim on the lake. four ducks swim on the river in the rain. two swans swim near the bridge at dawn. three ducks
  swim on the lake. two swans swim on the river in the rain. three ducks swim near the bridge at dawn. the butterfly flies from the tulip
  to the lily. the bee flies from the lily to the tulip. a bee flies from the rose to the lily. a butterfly flies from the lily to the
  rose. a bee flies from the tulip to the rose. the bee flies from the rose to the tulip. a butterfly flies from the tulip to the rose.
  the butterfly flies from the lily to the tulip. the bee flies from the rose to the lily. the roses bloom along the path. the lilies
  bloom in spring. the tulips bloom by the wall. the lilies bloom in summer. the roses bloom by the wall. the tulips bloom along the path.
  the roses bloom in spring. the tulips bloom in summer. the lilies bloom by the wall. the tulips bloom in spring. the lilies bloom along
  the path. the red tulip blooms along the path. the yellow lily grows near the gate. the white rose blooms by the wall. the red tulip
  grows near the gate. the white lily blooms by the wall. the yellow rose grows along the path. the red lily blooms by the wall. the white
  rose grows along the path. the yellow tulip blooms near the gate. the white lily grows near the gate. the red rose grows along the path.
  the yellow tulip blooms by the wall. the hedgehog hides under the leaves. the hedgehog hides in the grass. the hedgehog hides behind the
  fence. the apple tree blooms in spring. the cherry tree loses its leaves in autumn. the pear tree stands by the wall. the pear tree
  loses its leaves in autumn. the cherry tree blooms in spring. the apple tree stands by the wall. the pear tree blooms in spring. the
  cherry tree stands by the wall. the apple tree loses its leaves in autumn. my brother plants the beans in the morning. my mother waters
  the onions in the evening. my grandmother plants the carrots by the wall. my grandfather waters the tulips in the garden. my father
  waters the roses in the morning. my sister plants the carrots in the garden. my grandfather plants the tulips in the evening. my mother
  waters the onions by the wall. my sister plants the beans in the morning. my grandmother waters the roses in the evening. my father
  plants the carrots by the wall. my brother waters the beans in the garden. my grandmother plants the onions in the morning. the children
  pick beans in the garden. the children pick apples behind the house. the children pick cherries behind the house. the children pick
  pears in the garden. my mother picks beans behind the house. my grandmother picks pears in autumn. my grandfather picks apples in
  summer. my father picks cherries in the garden. my sister picks pears behind the house. my brother picks cherries in summer. my father
  picks apples in autumn. my grandfather picks beans in the garden. my mother picks pears in summer. my sister picks beans in autumn. my
  brother picks apples behind the house. my father works in the garden in spring. my grandfather sits in the garden in the evening. my
  brother works in the garden in the morning. my mother sits in the garden after breakfast. my grandmother works in the garden in the
  evening. my sister sits in the garden in the morning. my father bakes bread for breakfast. my grandmother bakes an apple pie for supper.
  my grandfather bakes a cake for the children. my sister bakes a cherry cake in the morning. my mother bakes an apple cake in the
  kitchen. the cook bakes an apple cake for supper. my brother bakes an apple pie in the kitchen. my father bakes a cake for breakfast. my
  mother bakes bread in the morning. my grandfather bakes a cherry cake for the children. my grandmother bakes an apple pie in the
  kitchen. my sister bakes a cake for supper. the cook bakes a cherry cake for breakfast. my sister cooks soup in the evening. my
  grandfather cooks rice for supper. my mother cooks fish for the children. my father cooks beans in the kitchen. my brother cooks soup in
  the evening. the cook cooks fish for supper. my grandmother cooks rice in the kitchen. my mother cooks beans for the children. my sister
  cooks fish in the kitchen. the cook cooks rice in the evening. my grandmother cooks soup for the children. my grandfather cooks beans
  for supper. my father makes tea in the kitchen. my brother makes tea for the children. my sister makes tea in the morning. my
  grandfather makes tea for breakfast. my grandmother makes tea in the morning. my grandfather cuts the bread for breakfast. my brother
  cuts the bread for the children. my grandmother cuts the bread for supper. the cook cuts the bread in the kitchen. my grandmother washes
  the carrots in the kitchen. my mother cuts the fish for supper. my sister washes the onions for the soup. the cook cuts the apples in
  the kitchen. my father washes the beans for supper. my grandfather cuts the fish for the soup. my brother cuts the carrots for supper.
  the cook washes the onions in the kitchen. the water boils on the stove. the soup is ready on the stove. the milk boils on the stove.
  the rice is ready on the stove. the soup boils on the stove. the rice boils on the stove. the milk is ready on the stove. the soup cools
  by the window. the bread cools on the table. the cake stands on the table. the pie is ready. the soup cools on the table. the bread
  cools by the window. the cake is ready. there is water in the white jar. there is honey in the big bowl. there is tea in the small cup.
  there is milk in the blue bowl. there is soup in the blue jar. there is tea in the big cup. there is honey in the white jar. there is
  soup in the small bowl. there is milk in the white cup. there is water in the big bowl. there is tea in the small jar. there is soup in
  the blue cup. the kitchen smells of onions. the kitchen smells of honey. the kitchen smells of soup. the kitchen smells of bread. the
  kitchen smells of apples. the kitchen smells of fish. my brother drinks milk in the kitchen. my sister drinks water in the morning. my
  father drinks tea after supper. my grandmother drinks milk in the garden. my grandfather drinks tea by the window. my mother drinks
  water in the kitchen. my sister drinks milk in the morning. the children eat soup and bread in the garden. the children eat apples and
  pears in the kitchen. the children eat bread and fish for supper. the children eat fish and rice for breakfast. the children eat rice
  and beans in the garden. the children eat bread and honey in the kitchen. the children eat soup and bread for supper. the white cup
  stands near the stove. the blue bowl stands near the bread. the small jar stands on the table. the big cup stands by the window. the
  white bowl stands by the window. the big jar stands on the table. the small bowl stands near the stove. the blue jar stands near the
  bread. it rains in the hills. it snows over the sea in winter. it snows in the forest in the morning. it rains over the town in autumn.
  it snows over the sea at night. it rains in the forest in the morning. it rains in the hills in winter. the sun warms the roof after the
  rain. the sun shines on the garden. the sun shines on the town in the morning. the sun warms the sea. the sun shines on the hills after
  the rain. the sun warms the field in the morning. the sun warms the garden in the morning. the sun shines on the roof. the sun shines on
  the sea after the rain. the sun rises over the town. the sun sets over the forest. the sun rises over the sea. the sun sets over the
  hills. the sun sets over the town. the sun rises over the hills. the sun sets over the sea. the moon rises over the lake. the moon
  shines over the hills. the moon rises over the sea. the moon shines over the forest. a cold wind comes over the field in autumn. a
  strong wind blows from the sea. the wind comes over the lake in spring. a warm wind blows from the hills at night. a strong wind comes
  from the hills in autumn. a cold wind blows over the field in spring. the wind blows from the sea. a warm wind comes over the lake at
  night. a cold wind comes from the sea. a strong wind blows over the lake in spring. the wind comes over the field at night. a warm wind
  blows from the hills in autumn. a cold wind comes over the lake at night. the wind blows from the sea in autumn. dark clouds gather over
  the forest. heavy clouds drift over the sea. white clouds hang over the town. grey clouds gather over the hills. white clouds drift over
  the lake. dark clouds hang over the town. heavy clouds drift over the forest. grey clouds gather over the sea. white clouds hang over
  the hills. dark clouds gather over the lake. the fog lies on the river. the fog covers the field. the fog hides the lake. the fog lies
  on the town. the fog covers the hills. the fog hides the harbour. the fog covers the river. the fog hides the town. the snow covers the
  roof. the snow falls on the fence. the snow lies on the field. the snow covers the garden. the snow falls on the path. the snow lies on
  the bridge. the snow falls on the hills. the snow lies on the roof. the snow melts on the path. the snow melts in spring. the snow melts
  on the roof. the snow melts in the sun. the river flows through the forest. the river flows under the bridge. the river flows from the
  hills. the river flows to the sea. the river flows through the town. the leaves fall on the grass. the leaves fall on the path. the
  leaves fall on the roof. the leaves fall in autumn. the leaves fall in the wind. the leaves fall from the tree. a small boat leaves the
  harbour in the morning. the ship enters the harbour in the fog. the old boat leaves the harbour after sunset. a white ship enters the
  harbour at dawn. the old boat enters the harbour in the evening. a small ship leaves the harbour at dawn. the boat enters the harbour
  after sunset. a white ship leaves the harbour in the evening. the old boat leaves the harbour in the fog. the ship enters the harbour in
  the morning. the boats rest on the beach in winter. the boats lie in the harbour at night. the boats lie near the bridge. the boats rest
  near the bridge in winter. the boats lie in the harbour. the boats rest on the beach at night. the fisherman waits for the wind in the
  morning. the fisherman mends his nets on the beach. the fisherman cleans his boat after the storm. the fisherman waits for the wind in
  the harbour. the fisherman mends his nets in the morning. the fisherman cleans his boat on the beach. the fisherman waits for the wind
  after the storm. the fisherman mends his nets in the harbour. the fisherman cleans his boat in the harbour. heavy waves break on the
  rocks. the grey waves break in the storm. the waves break on the beach. the big waves break at night. the big waves break on the rocks.
  the grey waves break on the beach. the waves break at night. heavy waves break in the storm. the gulls cry over the waves. the gulls
  rest on the beach. the gulls circle over the waves. the gulls circle over the boats. the gulls cry over the beach. the gulls circle over
  the harbour. the gulls rest on the rocks. the gulls cry over the harbour. the children build a castle on the beach. the children run on
  the beach in the sun. the children play on the beach in summer. the children look for shells on the beach in the wind. the children play
  on the beach. the children run on the beach in the wind. the children build a castle on the beach in summer. the children look for
  shells on the beach in the sun. the children play on the beach in the sun. the children build a castle on the beach in the wind. the
  children run on the beach in summer. the children look for shells on the beach. the lighthouse shines over the dark sea. the lighthouse
  stands on the rocks. the lighthouse shines through the night. the lighthouse shines over the harbour. the lighthouse shines in the fog.
  after the storm the beach is quiet. after the storm the town is quiet. after the storm the sea is quiet. after the storm the harbour is
  quiet. after the storm the forest is quiet. in winter the garden is white. in winter the lake is quiet. in winter the forest is cold. in
  winter the beach is white. in winter the house is quiet. in winter the river is cold. in the evening we tell stories in the kitchen. in
  the evening the children sing by the window. in the evening the children play by the fire. in the evening we read in the kitchen. in the
  evening the children tell stories by the window. in the evening we sing by the fire. in the evening we play in the kitchen. in the
  evening the children read by the window. in the evening we tell stories by the fire. in the evening the children read in the kitchen. in
  the evening we sing by the window. in the evening the children sing by the fire. in the evening we play by the window. in the morning
  the children walk through the town. in the morning we run to the harbour. in the morning the children walk along the river. in the
  morning we run to the beach. in the morning the children run through the forest. in the morning we walk to the harbour. in the morning
  the children run to the beach. in the morning we walk along the river. in the morning the children walk through the forest. my
  grandmother tells a story to the children. my grandfather reads a story by the fire. my grandfather tells a story about the sea. my
  grandmother reads a story about the forest. my grandmother tells a story by the fire. my grandfather reads a story to the children. my
  grandmother reads a story about the sea. my grandfather tells a story about the forest. my grandfather mends the boat in spring. my
  father mends the roof in autumn. my father mends the gate. my grandfather mends the fence. my father mends the boat in spring. my
  grandfather mends the gate in autumn. in the garden it is warm at dawn. in the garden it is quiet in winter. in the forest it is dark at
  night. in the forest it is cold at night. in the forest it is warm at dawn. in the garden it is quiet at night.
`;

/** 515 different sentences in small letters, without the full stop that each of them ends in. */
export const sentences: readonly string[] = text
  .split(".")
  .map((sentence) => sentence.trim().replace(/\s+/g, " "))
  .filter((sentence) => sentence !== "");
