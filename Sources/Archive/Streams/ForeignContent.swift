/// Content that is no log, recognised by its first bytes or by an archive's members. It is never read: the message names it and the
/// command that makes a log of it.
public enum ForeignContent: Sendable, Hashable {
  case parquet, avro, orc, arrow, snappy, sevenZip, rar, sqlite, pdf, html, xml
  /// The workbooks and documents of office programs, in a zip or in their older container.
  case office
  case lockedZip

  /// - Parameter prefix: the first 512 bytes, or all there are.
  init?(prefix: [UInt8]) {
    guard
      let found = Self.magic.first(where: { prefix.starts(with: $0.bytes) })?.content ?? Self.markup(prefix)
        ?? (Self.isOpenDocument(prefix) ? .office : nil)
    else { return nil }
    // Three characters that a text may begin with.
    if found == .orc && !prefix.contains(where: { $0 < 9 }) { return nil }
    self = found
  }

  private static let magic: [(bytes: [UInt8], content: ForeignContent)] = [
    (Array("PAR1".utf8), .parquet), (Array("PARE".utf8) + [0], .parquet), (Array("Obj".utf8) + [1], .avro),
    (Array("ORC".utf8), .orc), (Array("ARROW1".utf8), .arrow),
    ([0xFF, 0x06, 0x00, 0x00] + Array("sNaPpY".utf8), .snappy), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
    (Array("Rar!".utf8) + [0x1A, 0x07], .rar), (Array("SQLite format 3".utf8) + [0], .sqlite), (Array("%PDF-".utf8), .pdf),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .office),
  ]

  /// A page or a document in angle brackets, after any other text.
  private static func markup(_ prefix: [UInt8]) -> ForeignContent? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = prefix.dropFirst(prefix.starts(with: mark) ? 3 : 0).drop { $0 <= 0x20 }.prefix(16)
    guard text.first == UInt8(ascii: "<") else { return nil }
    let lower = String(decoding: text, as: UTF8.self).lowercased()
    if lower.hasPrefix("<?xml") { return .xml }
    return ["<!doctype html", "<html", "<head", "<body", "<script", "<!--"].contains { lower.hasPrefix($0) } ? .html : nil
  }

  /// An OpenDocument file is a zip whose first member, stored, names its type.
  private static func isOpenDocument(_ prefix: [UInt8]) -> Bool {
    prefix.starts(with: [0x50, 0x4B, 0x03, 0x04])
      && prefix.dropFirst(30).starts(with: "mimetypeapplication/vnd.oasis.opendocument".utf8)
  }

  /// Whether a zip with this member is a file of an office program: no log is called so.
  static func isOfficeMember(_ name: String) -> Bool {
    ["[Content_Types].xml", "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml", "word/document.xml"].contains(name)
      || name.hasPrefix("xl/worksheets/")
  }

  /// What it is and what to do instead, as in `a Parquet file; make a CSV of it: duckdb -c "…"`.
  ///
  /// - Parameter path: of the file or member, for the command.
  func reason(for path: String) -> String {
    let name = Self.commandName(path)
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    func asCSV(_ what: String, _ command: String) -> String { "\(what); make a CSV of it: \(command)" }
    func unpacked(_ what: String, _ command: String) -> String { "\(what), which is not opened here; unpack it: \(command)" }
    return switch self {
    case .parquet: asCSV("a Parquet file", "duckdb -c \"copy (from '\(name)') to '\(stem).csv'\"")
    case .avro:
      asCSV("an Avro file", "duckdb -c \"install avro; load avro; copy (from read_avro('\(name)')) to '\(stem).csv'\"")
    case .orc:
      asCSV("an ORC file", "python3 -c \"from pyarrow import csv, orc; csv.write_csv(orc.read_table('\(name)'), '\(stem).csv')\"")
    case .arrow:
      asCSV(
        "an Arrow or Feather file",
        "python3 -c \"from pyarrow import csv, feather; csv.write_csv(feather.read_table('\(name)'), '\(stem).csv')\"")
    case .sqlite: asCSV("an SQLite database", "sqlite3 -header -csv '\(name)' 'select * from TABLE' > '\(stem).csv'")
    case .office: asCSV("a file of an office program", "soffice --headless --convert-to csv '\(name)'")
    case .snappy: unpacked("compressed with Snappy", "snzip -dc '\(name)' > '\(stem).csv'")
    case .sevenZip: unpacked("a 7z archive", "7z x '\(name)'")
    case .rar: unpacked("a RAR archive", "unrar x '\(name)'")
    case .lockedZip: unpacked("a zip locked by a password", "7z x '\(name)'")
    case .pdf: "a PDF, which holds pages and no rows; export the rows behind it as CSV"
    case .html: "an HTML page, often what a login or an error left in a file's place; fetch the file again"
    case .xml: "an XML document; export its rows as CSV or JSON lines"
    }
  }

  /// The last part of a path where a shell takes it as it is, else a word to put it for.
  private static func commandName(_ path: String) -> String {
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "!" }).last.map(String.init) ?? path
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
        || [0x20, 0x2B, 0x2D, 0x2E, 0x3D, 0x40, 0x5F].contains(byte)
    }
    return isPlain && !name.hasPrefix("-") && !name.isEmpty ? name : "FILE"
  }
}
