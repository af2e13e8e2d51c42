import Credit
import Testing
import Values

/// The example of `tributary models` holds for every model, funnel and goal.
@Suite struct WorkedExampleTests {
  private func models(_ funnel: Funnel) throws -> [CreditModel] {
    try CreditModel.builtIn.map { try CreditModel.named($0.name, funnel: funnel, halfLife: 7 * Instant.microsecondsPerDay) }
  }

  @Test func everyModelSplitsTheWholeAmountWhereSomebodyHoldsARole() throws {
    for goal in Funnel.standard.stages.indices {
      let models = try models(.standard)
      for (model, credits) in zip(models, WorkedExample(funnel: .standard, goal: goal).credits(under: models)) {
        let isNobodys = credits.allSatisfy { $0 == 0 }
        #expect(isNobodys || credits.reduce(0, +) == WorkedExample.amount, "\(model.name) of \(goal)")
      }
    }
  }

  @Test func stagesStandInOrderOnTheTouchesBetween() {
    let example = WorkedExample(funnel: .standard, goal: 6)
    #expect(example.touches.map(\.stages) == [[], ["lead", "mql"], ["sal", "sql"], ["opportunity", "negotiation"], []])
    let stages = WorkedExample(funnel: .standard, goal: 0).touches.flatMap(\.stages)
    #expect(stages.isEmpty)
  }

  @Test func figuresAreThoseOfAReport() throws {
    let models = try models(.standard)
    let credits = Dictionary(
      uniqueKeysWithValues: zip(models.map(\.name), WorkedExample(funnel: .standard, goal: 6).credits(under: models)))
    // Weights 1 : 2 : 4 : 8 : 16 of 31; the cent left over goes to the largest remainders.
    #expect(credits["time-decay"] == [3226, 6452, 12903, 25806, 51613])
    #expect(credits["position-based"] == [40000, 6667, 6667, 6666, 40000])
    #expect(credits["last-non-direct"] == [0, 0, 0, 100_000, 0])
  }

  /// A role that the funnel does not have is held by nobody; alone, the deal is nobody's.
  @Test func aFunnelWithoutALeadLeavesItsModelNothing() throws {
    let funnel = Funnel(
      stages: [.init(name: "won", events: ["won"])], lead: nil, opportunity: nil, touchEvents: ["touch"], identifyEvents: [])
    let model = try CreditModel.named("lead-creation", funnel: funnel, halfLife: 1)
    #expect(WorkedExample(funnel: funnel, goal: 0).credits(under: [model]) == [[0, 0, 0, 0, 0]])
  }
}
