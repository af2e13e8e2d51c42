import ProgramTesting

/// Compares a report table with the one that must come out, cell by cell, as text.
///
/// Time decay alone is allowed what its quantised weights may cost: one unit of the last printed digit in
/// `conversions`, `amount` and `profit`, and in the ratios what that implies.
struct ReportComparison {
  let expected: CSVTable
  let actual: CSVTable
  private let amountTotals: [String: Double]

  init(expected: CSVTable, actual: CSVTable) throws {
    self.expected = expected
    self.actual = actual
    var totals: [String: Double] = [:]
    for row in expected.rows {
      totals["\(row[0]),\(row[1])", default: 0] += Double(try expected.cell(row, "amount")) ?? 0
    }
    amountTotals = totals
  }

  /// One line per cell that does not agree; empty when all do.
  func differences() throws -> [String] {
    guard expected.header == actual.header else { return ["header: \(actual.header) instead of \(expected.header)"] }
    guard expected.rows.count == actual.rows.count else {
      return ["\(actual.rows.count) rows instead of \(expected.rows.count)"] + missingRows()
    }
    var found: [String] = []
    for (line, (wanted, got)) in zip(expected.rows, actual.rows).enumerated() where wanted != got {
      for (place, name) in expected.header.enumerated() where wanted[place] != got[place] {
        if try !isExcused(name, wanted, wanted[place], got[place]) {
          found.append("row \(line + 2) \(wanted.prefix(4)) \(name): \(got[place]) instead of \(wanted[place])")
        }
      }
    }
    return found
  }

  /// Every cell is equal as text: then the files must be equal to the byte.
  var isTextuallyEqual: Bool { expected == actual }

  private func missingRows() -> [String] {
    let wanted = Set(expected.rows.map { $0.prefix(4).joined(separator: ",") })
    let got = Set(actual.rows.map { $0.prefix(4).joined(separator: ",") })
    return wanted.subtracting(got).sorted().prefix(5).map { "missing: \($0)" }
      + got.subtracting(wanted).sorted().prefix(5).map { "too much: \($0)" }
  }

  private func isExcused(_ column: String, _ row: [String], _ wanted: String, _ got: String) throws -> Bool {
    guard row[1] == "time-decay", let a = Double(wanted), let b = Double(got) else { return false }
    guard let allowed = try allowance(column, row) else { return false }
    return abs(a - b) <= allowed * 1.0000001
  }

  /// How far a time-decay cell may be off; nil where not at all.
  private func allowance(_ column: String, _ row: [String]) throws -> Double? {
    let amount = try expected.cell(row, "amount")
    let unit = ReportComparison.lastDigit(amount)
    let spend = Double(try expected.cell(row, "spend")) ?? 0
    let conversions = Double(try expected.cell(row, "conversions")) ?? 0
    let ratioDigit = 0.000001
    switch column {
    case "conversions": return ratioDigit
    case "amount", "profit": return unit
    case "share": return unit / abs(amountTotals["\(row[0]),\(row[1])"] ?? 0) + ratioDigit
    case "roi", "roas": return unit / spend + ratioDigit
    case "cost_per_conversion": return spend * ratioDigit / (conversions * conversions) + unit
    default: return nil
    }
  }

  /// The worth of the last printed digit: 0.01 for `12.30`, 1 for `12`.
  private static func lastDigit(_ text: String) -> Double {
    guard let point = text.firstIndex(of: ".") else { return 1 }
    var unit = 1.0
    for _ in text[text.index(after: point)...] { unit /= 10 }
    return unit
  }
}
