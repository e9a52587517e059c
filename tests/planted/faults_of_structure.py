"""Faults of header, directories, SubIFDs, pages, and files cut off.

Name → (rule that must find it, or None for any, file).
"""
import zlib

from sound_pages import (ROWS, WIDTH, coded, described, fax, gray, numbered, pixels, rgb,
                         thumbnail, tiled)
from tiff_writer import ASCII, LONG, SHORT, Tiff


def patched(data, at, new):
    return data[:at] + new + data[at + len(new):]


def header():
    sound = Tiff(gray()).bytes()
    mm = Tiff(gray(), order='>').bytes()
    tiff_big = Tiff(gray(), big=True)
    big = tiff_big.bytes()
    cases = {
        'byte_order_im': ('tiff.header.byte-order', patched(sound, 0, b'IM')),
        'byte_order_mi': ('tiff.header.byte-order', patched(sound, 0, b'MI')),
        'byte_order_in_small_letters': ('tiff.header.byte-order', patched(sound, 0, b'ii')),
        'byte_order_zeros': ('tiff.header.byte-order', patched(sound, 0, b'\0\0')),
        'byte_order_of_the_other_kind': ('tiff.header.version', patched(sound, 0, b'MM')),
        'byte_order_of_the_other_kind_mm': ('tiff.header.version', patched(mm, 0, b'II')),
        'version_0': ('tiff.header.version', patched(sound, 2, b'\0\0')),
        'version_41': ('tiff.header.version', patched(sound, 2, b'\x29\0')),
        'version_44': ('tiff.header.version', patched(mm, 2, b'\0\x2c')),
        'version_of_bigtiff': ('tiff.header.bigtiff', patched(sound, 2, b'\x2b\0')),
        'version_of_classic_in_bigtiff': (None, patched(big, 2, b'\x2a\0')),
        'bigtiff_offsets_of_4': ('tiff.header.bigtiff', patched(big, 4, b'\4\0')),
        'bigtiff_offsets_of_16': ('tiff.header.bigtiff', patched(big, 4, b'\x10\0')),
        'bigtiff_constant_1': ('tiff.header.bigtiff', patched(big, 6, b'\1\0')),
        'first_ifd_at_0': ('tiff.header.first-ifd', patched(sound, 4, bytes(4))),
        'first_ifd_in_the_header': ('tiff.header.first-ifd', patched(sound, 4, b'\4\0\0\0')),
        'first_ifd_at_0_in_bigtiff': ('tiff.header.first-ifd', patched(big, 8, bytes(8))),
        'first_ifd_in_the_header_of_bigtiff':
            ('tiff.header.first-ifd', patched(big, 8, b'\x08' + bytes(7))),
        'first_ifd_at_the_end': ('tiff.header.first-ifd',
                                 patched(sound, 4, len(sound).to_bytes(4, 'little'))),
        'first_ifd_at_the_last_byte': ('tiff.header.first-ifd',
                                       patched(sound, 4, (len(sound) - 1).to_bytes(4, 'little'))),
        'first_ifd_beyond_the_end': ('tiff.header.first-ifd', patched(sound, 4, b'\0\0\0\x70')),
        'first_ifd_beyond_the_end_of_bigtiff': ('tiff.header.first-ifd',
                                                patched(big, 8, b'\xff' * 8)),
        'first_ifd_in_the_pixels': (None, patched(sound, 4, b'\x40\0\0\0')),
        'nothing_but_a_header': ('tiff.header.first-ifd', sound[:8]),
        'header_of_4_bytes': ('tiff.header.truncated', sound[:4]),
        'header_of_7_bytes': ('tiff.header.truncated', sound[:7]),
        'header_of_bigtiff_of_8_bytes': ('tiff.header.truncated', big[:8]),
        'no_bytes_at_all': ('examination.empty-file', b''),
    }
    tiff = Tiff(gray())
    tiff.before_ifd = b'\0'
    cases['first_ifd_at_an_odd_offset'] = ('tiff.ifd.word-boundary', tiff.bytes())
    return cases


def two_pages(**how):
    return Tiff(gray(), gray(), **how)


def count_of_entries(tiff, n, count):
    tiff.bytes()
    return patched(tiff.bytes(), tiff.at['ifd', n], tiff.pack('Q' if tiff.big else 'H', count))


def entries_swapped():
    tiff = Tiff(gray())
    data = tiff.bytes()
    first, second = tiff.at['entry', 0, 256], tiff.at['entry', 0, 257]
    return patched(data, first, data[second:second + 12] + data[first:first + 12])


def width_twice():
    """The length is called a width too."""
    tiff = Tiff(gray())
    data = tiff.bytes()
    return patched(data, tiff.at['entry', 0, 257], tiff.pack('H', 256))


def ifds():
    tiff = two_pages()
    tiff.bytes()
    at, end = tiff.at, tiff.at['end']
    first, second = at['ifd', 0], at['ifd', 1]
    loop = 'tiff.ifd.loop'
    cases = {
        'next_ifd_is_itself': (loop, tiff.with_word(('next', 0), first)),
        'second_ifd_leads_to_itself': (loop, tiff.with_word(('next', 1), second)),
        'second_ifd_leads_to_the_first': (loop, tiff.with_word(('next', 1), first)),
        'next_ifd_beyond_the_end': ('tiff.ifd.outside-file', tiff.with_word(('next', 1), end + 4)),
        'next_ifd_at_the_end': ('tiff.ifd.outside-file', tiff.with_word(('next', 1), end)),
        'next_ifd_far_beyond_the_end': ('tiff.ifd.outside-file',
                                        tiff.with_word(('next', 1), 0xFFFFFFF0)),
        'next_ifd_in_the_header': ('tiff.ifd.in-header', tiff.with_word(('next', 1), 4)),
        'next_ifd_at_2': ('tiff.ifd.in-header', tiff.with_word(('next', 1), 2)),
        'next_ifd_in_the_pixels': ('tiff.map.strip-over-structure',
                                   tiff.with_word(('next', 1), at['strip', 0, 1])),
        'next_ifd_within_the_first': ('tiff.map.structures-overlap',
                                      tiff.with_word(('next', 1), first + 2)),
        'next_ifd_at_an_odd_offset': ('tiff.ifd.word-boundary',
                                      tiff.with_word(('next', 0), second + 1)),
        'no_entries': ('tiff.ifd.empty', count_of_entries(Tiff(gray()), 0, 0)),
        'no_entries_in_the_second_ifd': ('tiff.ifd.empty', count_of_entries(two_pages(), 1, 0)),
        'entries_65535': ('tiff.ifd.truncated', count_of_entries(Tiff(gray()), 0, 65535)),
        'entries_2_to_the_63': ('tiff.ifd.truncated',
                                count_of_entries(Tiff(gray(), big=True), 0, 1 << 63)),
        'one_entry_too_many': ('tiff.ifd.truncated', count_of_entries(Tiff(gray()), 0, 13)),
        'one_entry_too_many_within_the_file': (None, count_of_entries(two_pages(), 0, 13)),
        'one_entry_too_few': (None, count_of_entries(Tiff(gray()), 0, 11)),
        'entries_unsorted': ('tiff.ifd.ascending-tags', entries_swapped()),
        'width_twice': ('tiff.ifd.duplicate-tag', width_twice()),
        'type_0': ('tiff.entry.type', Tiff(gray()).with_entry(0, 296, kind=0)),
        'type_14': ('tiff.entry.type', Tiff(gray()).with_entry(0, 277, kind=14)),
        'type_255': ('tiff.entry.type', Tiff(gray()).with_entry(0, 282, kind=255)),
        'type_of_bigtiff_in_classic': ('tiff.entry.type',
                                       Tiff(gray()).with_entry(0, 282, kind=16)),
        'type_18_in_classic': ('tiff.entry.type', Tiff(gray()).with_entry(0, 273, kind=18)),
        'type_19_in_bigtiff': ('tiff.entry.type',
                               Tiff(gray(), big=True).with_entry(0, 282, kind=19)),
        'count_0_of_bits': ('tiff.entry.count-zero', Tiff(gray()).with_entry(0, 258, count=0)),
        'count_0_of_resolution': ('tiff.entry.count-zero',
                                  Tiff(gray()).with_entry(0, 282, count=0)),
        'count_0_of_a_text': ('tiff.entry.count-zero',
                              Tiff(described()).with_entry(0, 305, count=0)),
        'count_0_of_a_private_tag': ('tiff.entry.count-zero',
                                     Tiff(gray().set(65000, LONG, [1, 2])).with_entry(
                                         0, 65000, count=0)),
        'count_2_to_the_32': ('tiff.value.outside-file',
                              Tiff(gray()).with_entry(0, 273, count=0xFFFFFFFF)),
        'count_that_overflows': ('tiff.value.outside-file',
                                 Tiff(gray(), big=True).with_entry(0, 273, count=1 << 62)),
        'count_of_a_text_beyond_the_file': ('tiff.value.outside-file',
                                            Tiff(described()).with_entry(0, 270, count=0x100000)),
        'value_beyond_the_end': ('tiff.value.outside-file',
                                 Tiff(gray()).with_entry(0, 282, value=0x7FFFFFF0)),
        'value_partly_beyond_the_end': ('tiff.value.outside-file',
                                        Tiff(gray()).with_entry(0, 282, value=end_of_gray() - 4)),
        'value_at_an_odd_offset': ('tiff.value.word-boundary', odd_value()),
    }
    cases.update(values_over())
    return cases


def end_of_gray():
    return len(Tiff(gray()).bytes())


def odd_value():
    page = gray().set(305, ASCII, 'scan 12')
    tiff = Tiff(page)
    tiff.bytes()
    page.set(305, ASCII, b'\0scan 12\0')
    data = tiff.bytes()
    at = tiff.at['value', 0, 305]
    return patched(data, tiff.entry_value(0, 305) - 4, tiff.word(8) + tiff.word(at + 1))


def values_over():
    tiff = Tiff(gray())
    tiff.bytes()
    at = dict(tiff.at)
    over, shared = 'tiff.map.structures-overlap', 'tiff.map.value-shared'
    three = Tiff(gray(), gray(), gray())
    three.bytes()
    return {
        'value_in_the_header': (over, tiff.with_entry(0, 282, value=0)),
        'value_over_the_ifd': (over, tiff.with_entry(0, 282, value=at['ifd', 0] + 10)),
        'value_over_another_value': (over, tiff.with_entry(0, 282, value=at['value', 0, 283] - 4)),
        'value_in_the_pixels': ('tiff.map.strip-over-structure',
                                tiff.with_entry(0, 282, value=at['strip', 0, 0] + 16)),
        'two_resolutions_share_a_value': (shared,
                                          tiff.with_entry(0, 282, value=at['value', 0, 283])),
        'two_pages_share_an_ifd': ('tiff.ifd.loop',
                                   three.with_word(('next', 1), three.at['ifd', 0])),
    }


# ---- Cut off ----

def truncation():
    cases = {}
    tiff = Tiff(gray())
    data = tiff.bytes()
    at = tiff.at
    cases['cut_in_the_pixels'] = ('tiff.header.first-ifd', data[:at['strip', 0, 1]])
    cases['cut_by_half'] = ('tiff.header.first-ifd', data[:len(data) // 2])
    cases['cut_in_the_ifd'] = ('tiff.ifd.truncated', data[:at['entry', 0, 277] + 6])
    cases['cut_after_the_count_of_entries'] = ('tiff.ifd.truncated', data[:at['ifd', 0] + 2])
    cases['cut_in_the_count_of_entries'] = ('tiff.header.first-ifd', data[:at['ifd', 0] + 1])
    cases['cut_before_the_next_pointer'] = ('tiff.ifd.next-missing', data[:-4])
    cases['cut_in_the_next_pointer'] = ('tiff.ifd.next-missing', data[:-1])
    for name, make, how in (('', gray, {}), ('_of_rgb_tiles', lambda: tiled(3), {}),
                            ('_of_lzw', lambda: coded(5), {}), ('_of_g4', lambda: fax(4), {}),
                            ('_of_deflate', lambda: coded(8, 3), {}),
                            ('_of_bigtiff', rgb, {'big': True}), ('_mm', gray, {'order': '>'})):
        first = Tiff(make(), ifd_first=True, **how)
        data = first.bytes()
        strips = [place for key, place in first.at.items() if key[0] == 'strip']
        cases['cut_by_one_byte' + name] = ('tiff.strip.outside-file', data[:-1])
        cases['cut_in_the_last_strip' + name] = ('tiff.strip.outside-file',
                                                 data[:max(strips) + 10])
        cases['cut_before_the_last_strip' + name] = ('tiff.strip.outside-file',
                                                     data[:max(strips)])
        cases['cut_before_all_strips' + name] = ('tiff.strip.outside-file', data[:min(strips)])
    late = Tiff(described(), values_last=True)
    data = late.bytes()
    cases['cut_in_the_last_value'] = ('tiff.value.outside-file', data[:-3])
    cases['cut_in_the_values'] = ('tiff.value.outside-file', data[:late.at['value', 0, 305]])
    two = two_pages()
    data = two.bytes()
    cases['cut_before_the_second_page'] = ('tiff.ifd.outside-file', data[:two.at['strip', 1, 0]])
    cases['cut_in_the_second_ifd'] = ('tiff.ifd.truncated', data[:two.at['entry', 1, 259]])
    return cases


# ---- SubIFDs ----

def subifds():
    tiff = Tiff(described())
    tiff.bytes()
    at = dict(tiff.at)
    inner = Tiff(described())
    inner.pages[0].sub[0].sub = [thumbnail()]
    inner.bytes()
    bad = Tiff(described())
    bad.pages[0].sub[0].drop(262)
    cut = Tiff(described())
    cut.pages[0].sub[0].set(278, LONG, [5])
    damaged = Tiff(described())
    damaged.pages[0].sub[0] = changed_thumbnail()
    return {
        'subifd_at_0': ('tiff.ifd.in-header', tiff.with_entry(0, 330, value=0)),
        'subifd_beyond_the_end': ('tiff.ifd.outside-file',
                                  tiff.with_entry(0, 330, value=at['end'] + 100)),
        'subifd_is_the_page': ('tiff.ifd.loop', tiff.with_entry(0, 330, value=at['ifd', 0])),
        'subifd_in_the_pixels': ('tiff.map.strip-over-structure',
                                 tiff.with_entry(0, 330, value=at['strip', 0, 0])),
        'subifd_at_an_odd_offset': ('tiff.ifd.word-boundary',
                                    tiff.with_entry(0, 330, value=at['ifd', '0.sub0'] + 1)),
        'subifd_leads_to_itself': ('tiff.ifd.loop',
                                   tiff.with_word(('next', '0.sub0'), at['ifd', '0.sub0'])),
        'subifd_leads_to_the_page': ('tiff.ifd.loop',
                                     tiff.with_word(('next', '0.sub0'), at['ifd', 0])),
        'subifd_of_a_subifd_is_the_page': ('tiff.ifd.loop', inner.with_entry(
            '0.sub0', 330, value=inner.at['ifd', 0])),
        'subifd_is_of_type_short': ('tiff.tag.type', tiff.with_entry(0, 330, kind=SHORT)),
        'subifd_without_photometric': ('tiff.tag.required', bad.bytes()),
        'subifd_with_too_few_strips': ('tiff.strip.count', cut.bytes()),
        'subifd_with_a_strip_outside': ('tiff.strip.outside-file',
                                        tiff.with_entry('0.sub0', 279, value=1 << 20)),
        'subifd_longer_than_its_page': ('tiff.page.reduced-size', long_thumbnail()),
        'subifd_with_damaged_pixels': ('tiff.decode.strip', damaged.bytes()),
    }


def long_thumbnail():
    page, small = gray(), thumbnail()
    small.strips = [pixels(24, 20) for _ in range(3)]
    page.sub = [small.set(257, LONG, [60])]
    return Tiff(page).bytes()


def changed_thumbnail():
    page = thumbnail()
    page.set(259, SHORT, [8])
    strip = zlib.compress(page.strips[0])
    page.strips = [strip[:-5] + bytes([strip[-5] ^ 255]) + strip[-4:]]
    return page


# ---- Several pages ----

def pages():
    def number(values):
        made = numbered(len(values))
        for page, value in zip(made, values):
            page.set(297, SHORT, list(value))
        return Tiff(*made).bytes()

    broken = numbered(3)
    broken[2].drop(256)
    short = numbered(3)
    short[1].strips[1] = pixels(WIDTH, ROWS - 1)
    damaged = numbered(2)
    damaged[1] = coded(5)
    damaged[1].strips[1] = damaged[1].strips[1][:40]
    damaged[1].set(254, LONG, [2]).set(297, SHORT, [1, 2])
    counts = numbered(2)
    counts[1].set(297, SHORT, [1])
    typed = numbered(2)
    typed[1].set(297, LONG, [1, 2])
    return {
        'page_called_a_mask': ('tiff.page.mask', Tiff(gray().set(254, LONG, [4])).bytes()),
        'reduced_page_wider_than_the_others': ('tiff.page.reduced-size', Tiff(
            thumbnail().set(254, LONG, [0]), gray().set(254, LONG, [1])).bytes()),
        'two_pages_of_one_number': ('tiff.page.duplicate', number([(0, 3), (1, 3), (1, 3)])),
        'two_pages_are_the_first': ('tiff.page.duplicate', number([(0, 2), (0, 2)])),
        'page_total_too_large': ('tiff.page.total', number([(0, 5), (1, 5), (2, 5)])),
        'page_total_too_small': ('tiff.page.total', number([(0, 2), (1, 2), (2, 2)])),
        'page_totals_differ': ('tiff.page.total', number([(0, 3), (1, 3), (2, 4)])),
        'page_number_beyond_the_total': ('tiff.page.range', number([(0, 3), (1, 3), (3, 3)])),
        'page_number_of_one_value': ('tiff.tag.count', Tiff(*counts).bytes()),
        'page_number_of_longs': ('tiff.tag.type', Tiff(*typed).bytes()),
        'third_page_without_width': ('tiff.tag.required', Tiff(*broken).bytes()),
        'second_page_has_a_short_strip': ('tiff.strip.byte-count', Tiff(*short).bytes()),
        'second_page_is_damaged': ('tiff.decode.strip', Tiff(*damaged).bytes()),
    }


CLASSES = {'header': header, 'ifd': ifds, 'truncation': truncation, 'subifd': subifds,
           'pages': pages}
