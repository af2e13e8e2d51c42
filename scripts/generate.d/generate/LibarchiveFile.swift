import CArchive

/// Any other compression, by libarchive's write filters.
@safe final class LibarchiveFile: PackedFile {
  private let path: String
  private let archive: OpaquePointer

  init(_ path: String, _ compression: Compression) throws(GenerateError) {
    self.path = path
    guard let made = unsafe archive_write_new() else { throw GenerateError("no memory to pack \(path)") }
    unsafe archive = made
    unsafe archive_write_set_format_raw(archive)
    switch compression {
    case .zstd: unsafe archive_write_add_filter_zstd(archive)
    case .xz: unsafe archive_write_add_filter_xz(archive)
    case .bzip2: unsafe archive_write_add_filter_bzip2(archive)
    case .lz4: unsafe archive_write_add_filter_lz4(archive)
    case .none, .gzip: break
    }
    // bzip2's level is also its memory; of the others 1 is the fastest.
    unsafe archive_write_set_filter_option(archive, nil, "compression-level", "1")
    // No zeros behind the end.
    unsafe archive_write_set_bytes_in_last_block(archive, 1)
    try check(unsafe archive_write_open_filename(archive, path))
    let entry = unsafe archive_entry_new()
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_filetype(entry, LibarchiveFile.regularFile)
    unsafe archive_entry_set_pathname(entry, "log")
    try check(unsafe archive_write_header(archive, entry))
  }

  deinit { unsafe archive_write_free(archive) }

  /// `AE_IFREG`, a macro that the importer does not show.
  private static let regularFile: UInt32 = 0o100_000

  func write(_ bytes: UnsafeRawBufferPointer) throws(GenerateError) {
    guard bytes.count > 0 else { return }
    if unsafe archive_write_data(archive, bytes.baseAddress, bytes.count) != bytes.count { throw failure() }
  }

  func finish() throws(GenerateError) { try check(unsafe archive_write_close(archive)) }

  private func check(_ result: Int32) throws(GenerateError) { if result != ARCHIVE_OK { throw failure() } }

  private func failure() -> GenerateError {
    GenerateError("\(path): \(unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? "cannot be packed")")
  }
}
