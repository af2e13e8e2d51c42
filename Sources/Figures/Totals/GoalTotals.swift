import Credit

/// What one goal comes to under one model, as `summary.json` states it. Amounts and conversions are exact millionths.
package struct GoalTotals: Sendable {
  /// The names of goal and model.
  package let goal: String, model: String
  /// Goal events in the period, refunds aside.
  package let events: Int64
  /// Whether the log has an amount other than 0 for this goal.
  package let hasMoney: Bool
  /// What touches are credited with, what no touch is credited with, and both together.
  package let credited: Sum, unattributed: Sum, total: Sum
  /// Goal events without a milestone that a role of the model needs.
  package let missingMilestones: Int64

  /// An amount of money and a number of conversions.
  package struct Sum: Sendable {
    /// Exact millionths.
    package let amount: Int128, conversions: Int128
  }
}

extension ReportContents {
  /// The totals of every goal under every model, goals first.
  package var goalTotals: [GoalTotals] {
    goals.indices.flatMap { goal in
      models.indices.map { model in
        let total = totals.goals[goal]
        let rest = totals.credit(goal: goal, model: model, slot: totals.slotCount)
        return GoalTotals(
          goal: goals[goal], model: models[model], events: totals.events[goal], hasMoney: totals.hasMoney[goal],
          credited: .init(amount: total.amount - rest.amount, conversions: total.conversions - rest.conversions),
          unattributed: .init(amount: rest.amount, conversions: rest.conversions),
          total: .init(amount: total.amount, conversions: total.conversions),
          missingMilestones: totals.missingMilestones[goal * totals.modelCount + model])
      }
    }
  }
}
