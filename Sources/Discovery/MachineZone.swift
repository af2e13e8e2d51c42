import Settings
import Platform
import Values

/// The time zone that this machine keeps.
enum MachineZone {
  private static let folder = "/zoneinfo/"

  /// The IANA name: of `TZ`, or of the file that `/etc/localtime` leads to; UTC where neither says one.
  static var name: String {
    if let set = Environment.value("TZ") {
      let name = set.hasPrefix(":") ? String(set.dropFirst()) : set
      if ReportZone(name: name) != nil { return name }
    }
    guard let text = SystemPath("/etc/localtime").resolved, let start = text.firstRange(of: folder) else { return "UTC" }
    let name = String(text[start.upperBound...])
    guard let zone = ReportZone(name: name), !zone.isUTC else { return "UTC" }
    return name
  }
}
