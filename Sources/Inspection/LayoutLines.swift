import Pipeline
import Events
import Tables

extension TextForm {
  /// How the log reads, which field each column is read from, and which fields are not read; of JSON lines, which have no
  /// header, what is read of those that are there: `keys`.
  func lines(_ map: ChannelMap?, keys: JSONKeys?) -> [String] {
    let reading = ["format: \(format.name)", "encoding: \(encoding.name)" + (isEncodingGuessed ? " (a guess)" : "")]
    guard let found = self.columns else { return reading }
    var columns = ColumnLines(header: found.isOfLines ? [] : found.header)
    for column in EventColumn.allCases {
      let place = found[column]
      if let name = found.fieldName(at: place, in: keys) { columns.add(column.name, readFrom: place, called: name) }
      if place < ColumnMap.absent { columns.add(column.name, always: found.constants.text(at: place)) }
    }
    for (column, place) in zip(map?.columns ?? [], found.mappedPlaces) {
      guard let name = found.fieldName(at: place, in: keys) else { continue }
      columns.add("'\(column)' of the channel map", readFrom: place, called: name)
    }
    return reading + columns.lines
  }
}

extension SpendInputs.Layout {
  var lines: [String] {
    var columns = ColumnLines(header: found.header)
    for column in SpendColumn.allCases {
      if let constant = constants[column] {
        columns.add(column.name, always: constant)
      } else if let place = found.places[column] {
        columns.add(column.name, readFrom: place, called: found.header[place])
      }
    }
    return columns.lines
  }
}

/// What became of a header, a line each.
private struct ColumnLines {
  private let header: [String]
  private var read: Set<Int> = []
  private var columns: [String] = []

  /// A field is shown so far: a header may be anything.
  private static let mostLetters = 40

  init(header: [String]) { self.header = header }

  mutating func add(_ column: String, readFrom place: Int, called name: String) {
    read.insert(place)
    columns.append("\(column): \(name.prefix(Self.mostLetters))")
  }

  mutating func add(_ column: String, always text: String) { columns.append("\(column): always '\(text)'") }

  var lines: [String] {
    let rest = header.indices.filter { !read.contains($0) }.map { String(header[$0].prefix(Self.mostLetters)) }
    return columns + (rest.isEmpty ? [] : ["not read: \(rest.joined(separator: ", "))"])
  }
}
