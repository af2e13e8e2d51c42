@testable import Settings
import Credit
import Testing
import Values

/// Stages and event names of one's own.
@Suite struct ConfigurationFunnelTests {
  private func funnel(_ yaml: String) throws -> Funnel { try ConfigurationSample.read(yaml).funnel }

  @Test func stagesKeepTheirOrderLabelsAndNames() throws {
    let funnel = try funnel(
      """
      goal: Renewed
      funnel:
        - Signup
        - {stage: demo, label: First demo, events: [Demo_Booked, demo], plays: opportunity}
        - stage: Renewed
          events: renewal
      """)
    #expect(
      funnel.stages == [
        .init(name: "Signup", events: ["signup"]), .init(name: "demo", label: "First demo", events: ["demo", "demo_booked"]),
        .init(name: "Renewed", events: ["renewed", "renewal"]),
      ])
    #expect(funnel.stages.map(\.label) == ["Signup", "First demo", "Renewed"])
    #expect(funnel.opportunity == 1 && funnel.lead == nil)
    #expect(!funnel.identifyEvents.contains("signup"), "what is written down beats the usual spellings")
  }

  @Test func aUsualStageKeepsItsSpellingsUnlessItsEventsAreListed() throws {
    let usual = try funnel("funnel: [lead, Won]")
    #expect(usual.stages[1].name == "Won" && usual.stages[1].events.contains("purchase"))
    let listed = try funnel("funnel: [lead, {stage: won, events: deal_won}]")
    #expect(listed.stages[1].events == ["won", "deal_won"])
    let taken = try funnel("funnel: [{stage: order}, won]")
    #expect(!taken.stages[1].events.contains("order") && taken.stages[1].events.contains("sale"))
  }

  @Test func whoPlaysLeadAndOpportunity() throws {
    let named = try funnel("funnel: [Lead, Opportunity, won]")
    #expect(named.lead == 0 && named.opportunity == 1)
    let said = try funnel("funnel: [lead, {stage: trial, plays: lead}, {stage: won, plays: [opportunity]}]")
    #expect(said.lead == 1 && said.opportunity == 2)
    let both = try funnel("funnel: [{stage: trial, plays: [lead, opportunity]}, won]")
    #expect(both.lead == 0 && both.opportunity == 0)
    let none = try funnel("funnel: [trial, won]")
    #expect(none.lead == nil && none.opportunity == nil)
  }

  @Test func rolesFollowTheFunnel() throws {
    let configuration = try ConfigurationSample.read(
      "funnel: [visit_booked, {stage: trial, plays: lead}, won]\nmodels: {m: {lead: 1, visit_booked: 2}}\nmodel: [m, u-shaped]")
    #expect(configuration.models[0].stagesUsed == [0, 1])
    #expect(configuration.models[1].stagesUsed == [1])
    #expect(configuration.goals == [2])
  }

  @Test func moreEventNames() throws {
    let funnel = try funnel("events: {touch: [Webinar, signup], identify: merge, won: [deal won, won], LOST: churn}")
    #expect(funnel.touchEvents == Funnel.standard.touchEvents + ["webinar", "signup"])
    #expect(funnel.identifyEvents == ["identify", "alias", "login", "merge"])
    #expect(funnel.stages[6].events.contains("deal won") && funnel.stages[8].events.contains("churn"))
    #expect(funnel.lead == 0 && funnel.opportunity == 4)
  }

  @Test func ignoredNamesMeanNothingElse() throws {
    let funnel = try funnel("ignore: [lost, Impression, heartbeat]")
    #expect(funnel.ignoredEvents == ["lost", "impression", "heartbeat"])
    #expect(!funnel.touchEvents.contains("impression"))
    #expect(funnel.stages.count == 9, "a stage whose event is ignored stays in the funnel")
  }
}
