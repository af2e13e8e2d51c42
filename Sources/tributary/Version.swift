/// The program's version, as reports and `--version` state it.
enum Version {
  static let text = "0.2.0"
}
