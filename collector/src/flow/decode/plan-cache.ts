/** One compiled plan for each layout, shared by all exporters that send it (a network of one vendor has a handful). */
import { plansMax } from '../limits.ts';
import type { Template } from './exporters.ts';
import type { FlowColumns } from './frame.ts';
import { compilePlan, type FlowPlan } from './plan.ts';
import { layoutKey } from './template.ts';

export class PlanCache {
  private readonly columns: FlowColumns;
  private readonly plans = new Map<string, FlowPlan>();
  private users: Template[] = [];

  constructor(columns: FlowColumns) {
    this.columns = columns;
  }

  planOf(template: Template, headerHasUptime: boolean): FlowPlan {
    if (template.plan !== null) return template.plan;
    const { fields } = template.layout;
    const key = layoutKey(fields, headerHasUptime);
    if (this.plans.size >= plansMax || this.users.length >= 16 * plansMax) this.dropAll();
    const plan = this.plans.get(key) ?? compilePlan(fields, this.columns, { headerHasUptime });
    this.plans.set(key, plan);
    template.plan = plan;
    this.users.push(template);
    return plan;
  }

  private dropAll(): void {
    for (const template of this.users) template.plan = null;
    this.users = [];
    this.plans.clear();
  }
}
