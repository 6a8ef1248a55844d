// The inside of an opened optimizer, for the page: what was compiled last is kept, as most questions only come with other weights.

import type { ProblemData } from "../../base/errors.ts";
import type { Document } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { shownFeeds } from "../../inspection/shown-example.ts";
import { OpenedRule, type RuleView, type Standing } from "../../inspection/update-rule/opened-rule.ts";
import { createDataLoader, type DataLoader, type Generators } from "../../training/data-feeds.ts";
import { answer } from "./answer.ts";
import type { Inspection, RuleQuestion } from "./protocol.ts";

interface Kept extends RuleQuestion {
  readonly document: Document;
  readonly example: number;
  readonly rule: OpenedRule;
}

export class UpdateRuleDesk {
  private readonly load: DataLoader;
  private kept: Kept | null = null;

  constructor(
    private readonly registry: Registry,
    generators: Generators,
  ) {
    this.load = createDataLoader(registry, generators);
  }

  /** The inspection with what the nodes of the rule give for its example; with the reason where they give nothing. */
  added(inspection: Inspection, document: Document, standing: Standing, question: RuleQuestion): Inspection {
    const { example } = inspection;
    const found = this.view(document, example, standing, question);
    if ("code" in found) return { ...inspection, rule: found };
    const { values, ...rule } = found;
    return { ...inspection, values: [...inspection.values, ...values], rule };
  }

  private view(document: Document, example: number, standing: Standing, question: RuleQuestion): RuleView | ProblemData {
    const result = answer(() => this.opened(document, example, question).view(standing));
    return result.ok ? result.value : result.problem;
  }

  private opened(document: Document, example: number, { optimizer, parameter }: RuleQuestion): OpenedRule {
    const { kept } = this;
    const isKept = kept?.document === document && kept.example === example && kept.optimizer === optimizer && kept.parameter === parameter;
    if (isKept) return kept.rule;
    const rule = new OpenedRule(document, this.registry, shownFeeds(document, this.registry, this.load, example), optimizer, parameter);
    this.kept = { document, example, optimizer, parameter, rule };
    return rule;
  }
}
