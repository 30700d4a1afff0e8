//! Zstandard, bzip2 and xz, each with all frames or streams that follow one another.

use super::input::{Guarded, Metered, Stream};
use super::sniff::Format;
use super::visit::{BUFFER, Flow, Place, Visit};
use super::{ErrorKind, SourceError};
use std::io::{self, BufReader, Read};

/// Memory an xz stream may ask for; the largest preset (`xz -9`) needs 65 MiB.
const XZ_MEMORY: u64 = 512 << 20;

/// Reads what is inside a compressed stream.
pub(crate) fn read(visit: &mut Visit<'_>, format: Format, stream: Stream<'_>, place: &Place) -> Flow {
    let (metered, taken) = Metered::new(stream);
    let input = BufReader::with_capacity(BUFFER, metered);
    let decoder: io::Result<Box<dyn Read + '_>> = match format {
        Format::Zstd => zstd::stream::read::Decoder::with_buffer(input).map(|decoder| Box::new(decoder) as Box<dyn Read>),
        Format::Bzip2 => Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(input))),
        Format::Xz => liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, liblzma::stream::CONCATENATED)
            .map(|settings| {
                let decoder = liblzma::bufread::XzDecoder::new_stream(input, settings);
                Box::new(decoder) as Box<dyn Read>
            })
            .map_err(io::Error::from),
        _ => return visit.fail_at(place, ErrorKind::Internal, "not a compressed format"),
    };
    match decoder {
        Ok(decoder) => {
            let guarded = Guarded::new(decoder, taken, visit.expansion());
            visit.stream(Box::new(guarded), place.inside())
        }
        Err(error) => visit.fail(SourceError::io(place.locator.clone(), "read", &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::visit::tests::{items, shown};
    use super::super::{Item, SourceOptions};
    use std::io::Write;

    type Pack = fn(&[u8]) -> Vec<u8>;

    const PACKERS: [Pack; 4] = [
        super::super::gzip::tests::gz,
        |bytes| zstd::stream::encode_all(bytes, 1).unwrap(),
        |bytes| {
            let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
            writer.write_all(bytes).unwrap();
            writer.finish().unwrap()
        },
        |bytes| {
            let mut writer = liblzma::write::XzEncoder::new(Vec::new(), 1);
            writer.write_all(bytes).unwrap();
            writer.finish().unwrap()
        },
    ];

    #[test]
    fn every_codec_concatenated_nested_and_cut() {
        let options = SourceOptions::default();
        let text = "Hà Nội sẽ khởi công thêm cụm công nghiệp. ".repeat(40);
        for pack in PACKERS {
            let once = pack(text.as_bytes());
            assert_eq!(shown(&items(&once, &options)), [format!(" {text}")]);
            let twice = [once.clone(), pack(b"end")].concat();
            assert_eq!(shown(&items(&twice, &options)), [format!(" {text}end")]);
            let within = pack(&super::super::gzip::tests::gz(&once));
            assert_eq!(shown(&items(&within, &options)), [format!(" {text}")]);
            let found = items(&once[..once.len() / 2], &options);
            assert_eq!(shown(&found), [" !truncated"]);
            // Whole lines before a break come out.
            let lines: String = (0..20_000)
                .map(|i| format!("{{\"text\": \"{i} {}\"}}\n", i * 7919 % 10_007))
                .collect();
            let packed = pack(lines.as_bytes());
            let found = items(&packed[..packed.len() - 40], &options);
            assert!(
                matches!(found.last(), Some(Item::Failure(error)) if error.code() == "truncated"),
                "{:?}",
                found.last()
            );
            let nothing = pack(b"");
            assert_eq!(shown(&items(&nothing, &options)), [" !empty"]);
        }
    }

    #[test]
    fn bombs_are_stopped() {
        let options = SourceOptions::default();
        let zeros = vec![b' '; 20 << 20];
        for pack in PACKERS {
            for bomb in [pack(&zeros), pack(&pack(&zeros))] {
                let found = items(&bomb, &options);
                assert!(matches!(&found[..], [Item::Failure(e)] if e.code() == "bomb"), "{}", bomb.len());
            }
        }
    }

    #[test]
    fn nesting_has_an_end() {
        let mut bytes = b"x".to_vec();
        for depth in 1..12 {
            bytes = super::super::gzip::tests::gz(&bytes);
            let found = shown(&items(&bytes, &SourceOptions::default()));
            assert_eq!(found, [if depth <= 8 { " x" } else { " !too-deep" }], "{depth}");
        }
    }
}
