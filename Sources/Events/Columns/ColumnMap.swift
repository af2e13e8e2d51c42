import Values

/// Which field of a record holds which column.
public struct ColumnMap: Sendable, Equatable {
  /// The field index of a column that the log does not have.
  public static var absent: Int { -1 }

  /// Field indices by `EventColumn.rawValue`. Indices below `absent` are constants.
  public private(set) var places = [Int](repeating: absent, count: EventColumn.allCases.count)
  /// The header's fields, trimmed.
  public let header: [String]
  public private(set) var constants = ConstantFields()
  /// Field indices by column of the channel map, as in `places`.
  public private(set) var mappedPlaces: [Int] = []
  /// The keys that lead to the fields of a JSON line; nil for logs with a header.
  let paths: JSONPaths?

  init(places: [Int], mappedPlaces: [Int], paths: JSONPaths, constants: ConstantFields) {
    self.places = places
    self.mappedPlaces = mappedPlaces
    self.paths = paths
    self.constants = constants
    header = paths.fields.map(\.label)
  }

  /// Whether each line names its columns itself, because there is no header.
  public var isOfLines: Bool { paths != nil }

  /// Fields of the header.
  public var fieldCount: Int { header.count }

  public subscript(column: EventColumn) -> Int { places[column.rawValue] }

  /// The map of a header's fields.
  ///
  /// With `renamed` (canonical column → header field), only the columns it names are read, and those of `channelMap`.
  /// Names are compared without regard to case or to spaces around them. `constants` are columns of every row.
  public init(
    header: [String], renamed: [EventColumn: String]? = nil, channelMap: ChannelMap? = nil,
    constants: [EventColumn: String] = [:]
  ) throws(ColumnError) {
    self.header = header.map(\.trimmed)
    paths = nil
    let names = header.map { $0.trimmed.lowercased() }
    if let renamed {
      for column in EventColumn.allCases {
        guard let wanted = renamed[column] else { continue }
        places[column.rawValue] = try Self.fieldIndex(of: wanted, for: column, in: names, header)
      }
    } else {
      for column in EventColumn.allCases { try find(column, in: names, header) }
    }
    for column in EventColumn.allCases {
      guard let text = constants[column] else { continue }
      try checkAlone(column)
      places[column.rawValue] = self.constants.add(text)
    }
    try checkNeeded(header, mapped: renamed != nil)
    for column in channelMap?.columns ?? [] {
      mappedPlaces.append(try MappedColumn(column).fieldIndex(in: names, canonical: places, header))
    }
  }

  /// The names that identify a log's header, in lower case: the usual names and the requested ones.
  public static func knownNames(renamed: [EventColumn: String]? = nil, channelMap: ChannelMap? = nil) -> Set<String> {
    var names = usualNames
    for name in (renamed ?? [:]).values { names.insert(name.trimmed.lowercased()) }
    for name in channelMap?.columns ?? [] { names.insert(name.lowercased()) }
    return names
  }

  private static let usualNames = Set(EventColumn.allCases.flatMap { [$0.name] + $0.spellings })

  private mutating func find(_ column: EventColumn, in names: [String], _ header: [String]) throws(ColumnError) {
    let known = [column.name] + column.spellings
    let found = names.indices.filter { known.contains(names[$0]) }
    if found.count > 1 {
      throw .twoSpellings(found.map { header[$0].trimmed }, of: column)
    }
    if let only = found.first { places[column.rawValue] = only }
  }

  private static func fieldIndex(
    of wanted: String, for column: EventColumn, in names: [String], _ header: [String]
  ) throws(ColumnError) -> Int {
    let found = names.indices.filter { names[$0] == wanted.trimmed.lowercased() }
    if found.count == 1 { return found[0] }
    let reason = found.isEmpty ? "the header has no such field; it has" : "the header has it \(found.count) times:"
    // Where the first line is an event, its fields are not names and are not shown.
    let isShown = found.isEmpty && !header.contains(where: isTime)
    throw ColumnError(
      kind: .configuration,
      message: "'\(column.name)' is to be read from '\(wanted)', but \(reason) \(list(header))"
        + (isShown ? NearName.question(for: wanted, among: header.map(\.trimmed)) : ""))
  }

  /// Throws if a column has both a constant and a field: choosing between the two would be a guess.
  private func checkAlone(_ column: EventColumn) throws(ColumnError) {
    if self[column] == Self.absent { return }
    throw ColumnError(
      kind: .configuration,
      message: "'\(column.name)' has a constant in its input set, but the header has '\(header[self[column]])', which is read as "
        + "'\(column.name)'; leave the constant out, or name all columns to be read under 'columns'")
  }

  private func checkNeeded(_ header: [String], mapped: Bool) throws(ColumnError) {
    let missing = missingColumns { self[$0] != Self.absent }
    if missing.isEmpty { return }
    if header.contains(where: Self.isTime) {
      throw ColumnError(
        kind: .notALog,
        message: "its first line is an event, not a header (it is not shown here); say what its fields are, as in "
          + "--header time,event,user_id,channel")
    }
    throw ColumnError(
      kind: mapped ? .configuration : .notALog,
      message: "no column for \(missing.joined(separator: " and ")); the header has \(Self.list(header)). "
        + NearName.questions(
          forMissing: missing.map { $0.filter { $0 != "'" } }, among: header.map(\.trimmed),
          known: Set(EventColumn.allCases.flatMap { [$0.name] + $0.spellings }))
        + "Name the columns to read, as in --columns time=…,event=…,user_id=…,channel=…; or, where the first line is no "
        + "header, what the fields are, as in --header time,event,user_id,channel")
  }

  /// The needed columns that this log lacks, as messages name them.
  func missingColumns(_ isThere: (EventColumn) -> Bool) -> [String] {
    var missing = [EventColumn.time, .event].filter { !isThere($0) }.map { "'\($0.name)'" }
    let ids: [EventColumn] = [.accountID, .userID, .anonymousID, .dealID]
    if !ids.contains(where: isThere) { missing.append("any of 'account_id', 'user_id', 'anonymous_id'") }
    return missing
  }

  /// Whether a field is a point in time. No column name is one, so the fields beside it may be ids.
  private static func isTime(_ field: String) -> Bool {
    var times = TimeReader(zone: .utc)
    return times.read(Array(field.trimmed.utf8).span) != nil
  }

  private static func list(_ header: [String]) -> String {
    if header.contains(where: isTime) { return "an event's fields instead of names (not shown here)" }
    return ColumnText.wholeHeader(header.map(\.trimmed))
  }

  /// `String.trimmed`.
  public static func trimmed(_ text: String) -> String { text.trimmed }
}

extension ColumnMap {
  /// `--columns time=event_time,event=event_type,…` as a map; canonical names on the left.
  public static func parse(_ text: String) throws(ColumnError) -> [EventColumn: String] {
    var map: [EventColumn: String] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0).trimmed }
      guard sides.count == 2, !sides[1].isEmpty else {
        throw ColumnError(
          kind: .configuration, message: "--columns has '\(part)'; write column=field, as in time=event_time")
      }
      guard let column = EventColumn.allCases.first(where: { $0.name == sides[0].lowercased() }) else {
        let known = EventColumn.allCases.map(\.name)
        throw ColumnError(
          kind: .configuration,
          message: "--columns names '\(sides[0])'; the columns are \(known.joined(separator: ", "))"
            + NearName.question(for: sides[0], among: known))
      }
      if map.updateValue(sides[1], forKey: column) != nil {
        throw ColumnError(kind: .configuration, message: "--columns names '\(column.name)' twice")
      }
    }
    return map
  }
}
