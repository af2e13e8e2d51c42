/// The libraries that unpack, each with the version that is in use: `libarchive 3.6.2`, `zlib 1.2.13`, `ISA-L 2.30.0`.
public enum ArchiveLibraries {
  public static var texts: [String] {
    // `libarchive 3.6.2 zlib/1.2.13 liblzma/5.4.1 …`
    let words = LibarchiveStream.versions.split(separator: " ")
    let inside = words.dropFirst(2).map { String($0).replacing("/", with: " ") }
    return [words.prefix(2).joined(separator: " ")] + inside + ["ISA-L " + GzipStream.version]
  }
}
