import Foundation

/// A CSV file by RFC 4180, read the slow and plain way.
public struct CSVTable: Sendable, Equatable {
  public let header: [String]
  public let rows: [[String]]

  /// - Throws: `ProgramError` naming the line, when a row has another number of fields than the header.
  public init(_ bytes: some Sequence<UInt8>) throws {
    var records = CSVTable.records(bytes)
    guard !records.isEmpty else { throw ProgramError(description: "an empty CSV file: no header") }
    header = records.removeFirst()
    rows = records
    for (index, row) in records.enumerated() where row.count != header.count {
      throw ProgramError(description: "record \(index + 2) has \(row.count) fields, the header \(header.count)")
    }
  }

  public init(file: String) throws { try self.init(Data(contentsOf: URL(fileURLWithPath: file))) }

  /// The place of a column.
  public func column(_ name: String) throws -> Int {
    guard let place = header.firstIndex(of: name) else { throw ProgramError(description: "no column '\(name)'") }
    return place
  }

  /// The text of a row's cell.
  public func cell(_ row: [String], _ name: String) throws -> String { row[try column(name)] }

  private static func records(_ bytes: some Sequence<UInt8>) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var sawQuote = false
    func text() -> String { String(decoding: field, as: UTF8.self) }
    for byte in bytes {
      switch (byte, isQuoted) {
      case (0x22, true): isQuoted = false
      case (0x22, false):
        if sawQuote { field.append(0x22) }
        isQuoted = true
        sawQuote = true
      case (0x2C, false), (0x0A, false):
        if byte == 0x0A, field.last == 0x0D { field.removeLast() }
        record.append(text())
        field = []
        sawQuote = false
        if byte == 0x0A {
          records.append(record)
          record = []
        }
      default: field.append(byte)
      }
    }
    if !field.isEmpty || !record.isEmpty { records.append(record + [text()]) }
    return records
  }
}
