import Pipeline
import Events
import Tables

extension TextForm {
  /// The lines of a log: format and encoding, the field of each column, and the fields that are not read. JSON lines have no
  /// header: their columns are those of the `keys` that occur.
  func lines(_ map: ChannelMap?, keys: JSONKeys?) -> [String] {
    let reading = ["format: \(format.name)", "encoding: \(encoding.name)" + (isEncodingGuessed ? " (a guess)" : "")]
    guard let found = self.columns else { return reading }
    var columns = ColumnLines(header: found.isOfLines ? [] : found.header)
    for column in EventColumn.allCases {
      let index = found[column]
      if let name = found.fieldName(at: index, in: keys) { columns.add(column.name, readFrom: index, called: name) }
      if index < ColumnMap.absent { columns.add(column.name, always: found.constants.text(at: index)) }
    }
    for (column, index) in zip(map?.columns ?? [], found.mappedPlaces) {
      guard let name = found.fieldName(at: index, in: keys) else { continue }
      columns.add("'\(column)' of the channel map", readFrom: index, called: name)
    }
    return reading + columns.lines
  }
}

extension SpendInputs.Layout {
  /// The lines of a spend file: the field or the constant of each column, and the fields that are not read.
  var lines: [String] {
    var columns = ColumnLines(header: found.header)
    for column in SpendColumn.allCases {
      if let constant = constants[column] {
        columns.add(column.name, always: constant)
      } else if let index = found.places[column] {
        columns.add(column.name, readFrom: index, called: found.header[index])
      }
    }
    return columns.lines
  }
}

/// The lines of a header: one for each column, and one for the fields that are not read.
private struct ColumnLines {
  private let header: [String]
  private var read: Set<Int> = []
  private var columns: [String] = []

  /// The characters of a field that are shown. A header may have any text.
  private static let mostCharacters = 40

  init(header: [String]) { self.header = header }

  mutating func add(_ column: String, readFrom index: Int, called name: String) {
    read.insert(index)
    columns.append("\(column): \(name.prefix(Self.mostCharacters))")
  }

  mutating func add(_ column: String, always text: String) { columns.append("\(column): always '\(text)'") }

  var lines: [String] {
    let rest = header.indices.filter { !read.contains($0) }.map { String(header[$0].prefix(Self.mostCharacters)) }
    return columns + (rest.isEmpty ? [] : ["not read: \(rest.joined(separator: ", "))"])
  }
}
