//! What the measuring examples share.

/// The text of a file in UTF-8 or, with its mark, UTF-16LE; what cannot be decoded is replaced.
pub fn read(path: &str) -> std::io::Result<String> {
    let bytes = std::fs::read(path)?;
    let Some(wide) = bytes.strip_prefix(&[0xFF, 0xFE]) else {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    };
    let units: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Ok(String::from_utf16_lossy(&units))
}
