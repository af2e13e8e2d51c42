import Text
import Figures
import Report

/// What a good run came to.
public struct RunOutcome: Sendable {
  /// The directory of the report.
  public let output: String
  public let rowsRead: Int64, rowsRejected: Int64
  public let milliseconds: Int64
  package let overview: ReportOverview
  /// What each stage took; nil where nobody asked.
  package let measurement: Measurement?

  /// For people, on one line.
  package var sentence: String {
    let number = NumberText()
    func count(_ rows: Int64) -> String { number.text(Int128(rows), decimals: 0) }
    let seconds = number.text(Int128(milliseconds / 100), decimals: 1)
    return "report in \(output): \(count(rowsRead)) rows read, \(count(rowsRejected)) rejected, \(seconds) s"
  }

  /// For programs.
  package var members: [JSONValue.Member] {
    [
      .init("output", .text(output)), .init("rows_read", .integer(rowsRead)), .init("rows_rejected", .integer(rowsRejected)),
      .init("seconds", .decimal(milliseconds, places: 3)),
    ]
  }
}
