import Credit
import Journeys
import Testing
import Values

@Suite struct CustomModelTests {
  @Test func orderAndScaleDoNotMatter() throws {
    let journey = SampleJourney(days: [0, 1, 2, 3])
    let tables: [[(role: String, weight: String)]] = [
      [("first", "22.5"), ("last", "22.5"), ("middle", "55")], [("Middle", "110"), ("LAST", "45"), ("first", "45.0")],
      [("first", " .225"), ("middle", "+.55"), ("last", "0.2250 ")], [("first", "9"), ("middle", "22."), ("last", "9")],
    ]
    for table in tables {
      #expect(journey.shares(try custom(table), journey.event(4000)).amounts == [900, 1100, 1100, 900])
    }
  }

  @Test func fineWeightsAreExact() throws {
    // 18 digits beside one another leave 64 bits behind; half and half of an odd amount, the odd unit to the larger.
    let model = try custom([("first", "0.5"), ("last", "0.500000000000000001")])
    let journey = SampleJourney(days: [0, 1])
    #expect(journey.shares(model, journey.event(7)).amounts == [3, 4])
    #expect(journey.shares(model, journey.event(.max)).amounts == [4_611_686_018_427_387_899, 4_611_686_018_427_387_908])
    let middle = try custom([("first", "0.333333333333333333"), ("middle", "0.666666666666666667")])
    let long = SampleJourney(days: Array(0..<50))
    #expect(long.shares(middle, long.event(.max)).amounts.reduce(0, +) == .max)
  }

  @Test func stagesBySpellingAndByPart() throws {
    #expect(try custom([("closed won", "1"), ("SQL", "2")]).stagesUsed == [3, 6])
    let funnel = Funnel(
      stages: [Funnel.Stage(name: "inquiry", events: ["inquiry"]), Funnel.Stage(name: "deal", events: ["deal"])],
      lead: 0, opportunity: 1, touchEvents: ["touch"], identifyEvents: [])
    let model = try CreditModel.custom(name: "m", roles: [("lead", "1"), ("opportunity", "1")], funnel: funnel)
    #expect(model.stagesUsed == [0, 1])
  }

  @Test(arguments: [
    ("-1", "a weight is not negative"), ("", "no number"), (".", "no number"), ("1,5", "not a decimal"),
    ("1e3", "not a decimal"), ("30%", "not a decimal"), ("1.2.3", "not a decimal"),
    ("1234567890123456789", "more than 18 digits"), ("nan", "not a decimal"),
  ])
  func unreadableWeights(text: String, reason: String) {
    #expect {
      try custom([("first", text)])
    } throws: {
      "\($0)" == "model 'mine': the weight of 'first' reads '\(text)': \(reason); use a plain number such as 22.5"
    }
  }

  @Test func otherMistakes() {
    #expect(throws: CreditModelError.noRoles(model: "mine")) { try custom([]) }
    #expect {
      try custom([("frist", "1")])
    } throws: {
      "\($0)" == "model 'mine': there is no role 'frist'; did you mean 'first'?"
    }
    #expect {
      try custom([("won", "1"), ("purchase", "1")])
    } throws: {
      "\($0)" == "model 'mine': 'won' and 'purchase' are the same role; give its weight once"
    }
    #expect(throws: CreditModelError.tooManyDigits(model: "mine")) {
      try custom([("first", "1000"), ("last", "0.0000000000000001")])
    }
    #expect(throws: CreditModelError.nameOfBuiltIn(name: "linear")) {
      try CreditModel.custom(name: "linear", roles: [("first", "1")], funnel: .standard)
    }
    #expect(throws: CreditModelError.namelessModel) {
      try CreditModel.custom(name: "", roles: [("first", "1")], funnel: .standard)
    }
  }

  @Test func nearNames() {
    #expect(NearName.suggestion(for: "lniear", among: ["linear", "last-touch"]) == "linear")
    #expect(NearName.suggestion(for: "Linear", among: ["linear"]) == "linear")
    #expect(NearName.suggestion(for: "xyz", among: ["linear"]) == nil)
    #expect(NearName.suggestion(for: "", among: ["linear"]) == nil)
    #expect(NearName.question(for: "zzz", among: ["abc"]) == "")
  }
}
