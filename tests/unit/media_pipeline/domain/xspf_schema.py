"""The rules of XSPF 1 (https://www.xspf.org/spec) for lxml: which elements stand where, with which kinds of text.

Without links, metadata and extensions, which our playlists do not have.
"""

from __future__ import annotations

from lxml import etree

_DATA = "http://www.w3.org/2001/XMLSchema-datatypes"
_PLAIN = "".join(f'<optional><element name="{name}"><text/></element></optional>' for name in ("title", "creator"))
_PLAIN += '<optional><element name="annotation"><text/></element></optional>'
_ADDRESSES = "".join(
    f'<optional><element name="{name}"><data type="anyURI"/></element></optional>' for name in ("info", "image")
)

XSPF = etree.RelaxNG(
    etree.fromstring(
        f"""
<element name="playlist" xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{_DATA}" ns="http://xspf.org/ns/0/">
  <attribute name="version"><choice><value>0</value><value>1</value></choice></attribute>
  <interleave>
    {_PLAIN}{_ADDRESSES}
    <optional><element name="location"><data type="anyURI"/></element></optional>
    <optional><element name="identifier"><data type="anyURI"/></element></optional>
    <optional><element name="date"><data type="dateTime"/></element></optional>
    <element name="trackList">
      <zeroOrMore>
        <element name="track">
          <interleave>
            <zeroOrMore><element name="location"><data type="anyURI"/></element></zeroOrMore>
            <zeroOrMore><element name="identifier"><data type="anyURI"/></element></zeroOrMore>
            {_PLAIN}{_ADDRESSES}
            <optional><element name="album"><text/></element></optional>
            <optional>
              <element name="trackNum"><data type="positiveInteger"/></element>
            </optional>
            <optional><element name="duration"><data type="nonNegativeInteger"/></element></optional>
          </interleave>
        </element>
      </zeroOrMore>
    </element>
  </interleave>
</element>"""
    )
)
NAMES = {"x": "http://xspf.org/ns/0/"}


def parse_xspf(content: bytes) -> etree._Element:
    """A playlist that keeps the rules; `DocumentInvalid` when it does not."""
    playlist = etree.fromstring(content)
    XSPF.assertValid(playlist)
    return playlist
