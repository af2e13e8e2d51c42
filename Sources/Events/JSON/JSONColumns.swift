/// The columns of JSON lines. There is no header, so each column has a field. Whether the lines gave it a value is checked
/// after all lines are read.
extension ColumnMap {
  /// The map of JSON lines. With `renamed`, it has the columns named there, each by a path. Otherwise it has all columns, by their
  /// usual names among the outermost keys, ASCII case ignored. The columns of `channelMap` are added by paths. `constants` are
  /// columns of every row, for which no key is read.
  ///
  /// - Throws: a configuration error where `renamed` leaves a needed column out, or a path is too deep.
  public init(
    jsonLines renamed: [EventColumn: String]?, channelMap: ChannelMap? = nil, constants texts: [EventColumn: String] = [:]
  ) throws(ColumnError) {
    var fields: [JSONPaths.Field] = []
    var places = [Int](repeating: Self.absent, count: EventColumn.allCases.count)
    var constants = ConstantFields()
    for column in EventColumn.allCases {
      if let text = texts[column] {
        places[column.rawValue] = constants.add(text)
        continue
      }
      guard let group = Self.group(column, renamed) else { continue }
      places[column.rawValue] = fields.count
      fields.append(JSONPaths.Field(name: column.name, column: column, groups: [group]))
    }
    let firstMapped = fields.count
    for name in channelMap?.columns ?? [] { fields.append(Self.mappedField(name, renamed)) }
    let mapped = Array(firstMapped..<fields.count)
    self.init(places: places, mappedPlaces: mapped, paths: try JSONPaths(fields), constants: constants)
    let missing = missingColumns { self[$0] != Self.absent }
    if !missing.isEmpty {
      throw ColumnError(
        kind: .configuration,
        message: "--columns names no field for \(missing.joined(separator: " and ")), and then only the columns it names are "
          + "read; add them, as in --columns time=…,event=…,user_id=…,channel=…")
    }
  }

  private static func group(_ column: EventColumn, _ renamed: [EventColumn: String]?) -> JSONPaths.Field.Group? {
    guard let renamed else { return .init(texts: [column.name] + column.spellings, prefersCase: false) }
    return renamed[column].map { .init(texts: [$0], prefersCase: true) }
  }

  /// A column of the channel map: as `MappedColumn` finds it in a header, but line by line.
  private static func mappedField(_ name: String, _ renamed: [EventColumn: String]?) -> JSONPaths.Field {
    let column = EventColumn.allCases.first { $0.name == name.lowercased() }
    var groups: [JSONPaths.Field.Group] = []
    if let column, let group = group(column, renamed) { groups.append(group) }
    groups.append(.init(texts: [name], prefersCase: true))
    let alike = MappedColumn(name).otherSpellings
    if !alike.isEmpty { groups.append(.init(texts: alike, prefersCase: false)) }
    // A name belongs to one group: the first.
    var known: Set<String> = []
    groups = groups.map { group in .init(texts: group.texts.filter { known.insert($0).inserted }, prefersCase: group.prefersCase) }
    return JSONPaths.Field(name: name, column: nil, groups: groups.filter { !$0.texts.isEmpty })
  }

  /// Why what was found in a whole log of JSON lines cannot be used; nil where it can.
  public func complaint(about keys: JSONKeys) -> ColumnError? {
    guard let paths, keys.hasObject else { return nil }
    if let twice = ambiguity(of: keys, paths) { return twice }
    let missing = missingColumns { has($0, in: keys) }
    if missing.isEmpty { return nil }
    let shown = keys.names.isEmpty ? "no key" : keys.names.map { "'\($0)'" }.joined(separator: ", ")
    let names = keys.nameCount > keys.names.count ? shown + ", … (\(keys.nameCount) keys)" : shown
    let isRenamed = paths.fields.contains { $0.column != nil && $0.groups[0].prefersCase }
    return ColumnError(
      kind: isRenamed ? .configuration : .notALog,
      message: "no line has a value for \(missing.joined(separator: " and ")); the first has \(names). Name the keys to read, "
        + "as in --columns time=…,event=…,user_id=user.id,channel=…")
  }

  /// Whether some line gives a column a value.
  func has(_ column: EventColumn, in keys: JSONKeys) -> Bool { self[column] < Self.absent || has(self[column], keys) }

  /// The columns of the channel map that some line has.
  public func mappedColumns(in keys: JSONKeys) -> [Int] { mappedPlaces.indices.filter { has(mappedPlaces[$0], keys) } }

  private func has(_ fieldIndex: Int, _ keys: JSONKeys) -> Bool { key(at: fieldIndex, in: keys) != nil }

  /// The field's name in the log: from its header, or the key or path for which some line has a value; nil if the log has no
  /// such field. `keys` are those of JSON lines.
  public func fieldName(at fieldIndex: Int, in keys: JSONKeys?) -> String? {
    if fieldIndex < 0 { return nil }
    return paths == nil ? header[fieldIndex] : keys.flatMap { key(at: fieldIndex, in: $0) }
  }

  private func key(at fieldIndex: Int, in keys: JSONKeys) -> String? {
    guard let paths else { return nil }
    let seen = keys.seen.indices.filter { keys.seen[$0] && paths.spellings[$0].field == fieldIndex }.map { paths.spellings[$0] }
    return seen.min { $0.group < $1.group }?.text
  }

  /// The error if the log has two names of one field in the field's best group.
  private func ambiguity(of keys: JSONKeys, _ paths: JSONPaths) -> ColumnError? {
    for (fieldIndex, field) in paths.fields.enumerated() {
      let seen = keys.seen.indices.filter { keys.seen[$0] && paths.spellings[$0].field == fieldIndex }.map { paths.spellings[$0] }
      let best = seen.map(\.group).min()
      let texts = seen.filter { $0.group == best }.map(\.text)
      guard texts.count > 1 else { continue }
      if let column = field.column { return .twoSpellings(texts, of: column) }
      return .twoMappedColumns(texts, of: field.name)
    }
    return nil
  }
}
