/// The tuning numbers of reading settings.
enum SettingsPolicy {
  /// A configuration file of more bytes is something else, named by mistake: people's are below 100 KiB.
  static let mostConfigurationBytes = 1 << 20
  /// Lists and tables within each other in a configuration: ours have six at most, and each takes some of the stack.
  static let mostConfigurationLevels = 64
}
