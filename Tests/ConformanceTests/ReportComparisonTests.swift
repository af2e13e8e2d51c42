import ProgramTesting
import Testing

/// The comparison itself: strict everywhere, lenient by one digit for time decay alone.
@Suite struct ReportComparisonTests {
  private static let header =
    "goal,model,channel,touches,conversions,amount,currency,share,spend,profit,roi,roas,cost_per_conversion\r\n"

  private func differences(_ wanted: String, _ got: String) throws -> Int {
    try ReportComparison(
      expected: CSVTable((ReportComparisonTests.header + wanted + "\r\n").utf8),
      actual: CSVTable((ReportComparisonTests.header + got + "\r\n").utf8)
    ).differences().count
  }

  @Test func oneDigitOfTimeDecayIsExcused() throws {
    let wanted = "won,time-decay,email,3,0.500000,100.00,USD,1.000000,10.00,90.00,9.000000,10.000000,20.00"
    let near = "won,time-decay,email,3,0.500001,100.01,USD,1.000100,10.00,90.01,9.001000,10.001000,20.00"
    #expect(try differences(wanted, near) == 0)
    let far = "won,time-decay,email,3,0.500002,100.02,USD,1.000300,10.00,90.02,9.003000,10.003000,20.03"
    #expect(try differences(wanted, far) == 7)
  }

  @Test func nothingElseIsExcused() throws {
    let wanted = "won,linear,email,3,0.500000,100.00,USD,1.000000,10.00,90.00,9.000000,10.000000,20.00"
    #expect(try differences(wanted, wanted) == 0)
    let near = "won,linear,email,3,0.500001,100.01,USD,1.000000,10.00,90.00,9.000000,10.000000,20.00"
    #expect(try differences(wanted, near) == 2)
    let spelled = "won,linear,email,3,0.500000,100.0,USD,1.000000,10.00,90.00,9.000000,10.000000,20.00"
    #expect(try differences(wanted, spelled) == 1)
    let touches = "won,time-decay,email,4,0.500000,100.00,USD,1.000000,,90.00,9.000000,10.000000,20.00"
    #expect(try differences(wanted.replacing("linear", with: "time-decay"), touches) == 2)
  }

  @Test func quotedFieldsAreRead() throws {
    let table = try CSVTable("a,b\r\n\"x, \"\"y\"\"\",\r\n".utf8)
    #expect(table.rows == [["x, \"y\"", ""]])
  }
}
