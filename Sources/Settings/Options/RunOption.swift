/// An option of a run: its row, and how its text is read.
package struct RunOption<Value>: Sendable {
  /// Everything about the option but how its text is read.
  package let row: OptionRow
  /// The value of the settings that were given, in order; the default where there are none.
  let read: @Sendable ([Setting]) throws(RunError) -> Value

  /// The long name without dashes.
  package var name: String { row.name }

  /// An option with one value: `read` takes it, and `usual` is the default.
  init(
    _ row: OptionRow, usual: @autoclosure @escaping @Sendable () -> Value,
    read: @escaping @Sendable (Setting) throws(RunError) -> Value
  ) {
    self.row = row
    self.read = { settings throws(RunError) in
      guard let setting = settings.last else { return usual() }
      return try read(setting)
    }
  }

  /// An option whose settings are read together.
  init(_ row: OptionRow, readAll: @escaping @Sendable ([Setting]) throws(RunError) -> Value) {
    self.row = row
    read = readAll
  }
}

extension RunOption<Setting?> {
  /// An option with one value that is read together with other options.
  init(_ row: OptionRow) {
    self.init(row) { settings throws(RunError) in settings.last }
  }
}

extension RunOption<[Setting]> {
  /// An option with several values that are read together with other options.
  init(_ row: OptionRow) {
    self.init(row) { settings throws(RunError) in settings }
  }
}

extension RunOption<String?> {
  /// An option whose value is its text.
  init(text row: OptionRow) {
    self.init(row) { settings throws(RunError) in settings.last?.text }
  }
}

extension RunOption<Bool> {
  /// A flag, which is off by default.
  init(flag row: OptionRow) {
    self.init(row) { settings throws(RunError) in settings.last?.text == "true" }
  }

  /// A choice of two words, of which the first is the default: true for the second.
  init(secondWord row: OptionRow) {
    self.init(row, usual: false) { setting throws(RunError) in try ValueChecking.choice(setting, of: row.type.words ?? []) == 1 }
  }
}
