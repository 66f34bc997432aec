"""What SLD 1.1 and SE 1.1 allow inside what, after the schemas of OGC 05-078r4 and 05-077r4: StyledLayerDescriptor.xsd, FeatureStyle.xsd, Symbolizer.xsd."""
import re
import xml.etree.ElementTree as ET

SLD, SE, OGC = ("http://www.opengis.net/sld", "http://www.opengis.net/se", "http://www.opengis.net/ogc")
EXPRESSION = "(PropertyName|Literal|Function|Add|Sub|Mul|Div)"
TEST = ("(And|Or|Not|PropertyIsEqualTo|PropertyIsNotEqualTo|PropertyIsLessThan|PropertyIsGreaterThan|PropertyIsLessThanOrEqualTo"
        "|PropertyIsGreaterThanOrEqualTo|PropertyIsLike|PropertyIsNull|PropertyIsBetween)")
SYMBOLIZER = "(LineSymbolizer|PolygonSymbolizer|PointSymbolizer|TextSymbolizer)"
TEXT = None
ALLOWED = {  # namespace, children in their order; None: text alone
    "StyledLayerDescriptor": (SLD, "Name? Description? UseSLDLibrary* (NamedLayer|UserLayer)*"),
    "NamedLayer": (SLD, "Name Description? LayerFeatureConstraints? (NamedStyle|UserStyle)*"),
    "UserStyle": (SLD, "Name? Description? IsDefault? FeatureTypeStyle+"),
    "FeatureTypeStyle": (SE, "Name? Description? FeatureTypeName? SemanticTypeIdentifier* Rule+"),
    "Rule": (SE, f"Name? Description? LegendGraphic? (Filter|ElseFilter)? MinScaleDenominator? MaxScaleDenominator? {SYMBOLIZER}+"),
    "Description": (SE, "Title? Abstract?"),
    "LineSymbolizer": (SE, "Name? Geometry? Stroke? PerpendicularOffset?"),
    "PolygonSymbolizer": (SE, "Name? Geometry? Fill? Stroke? Displacement? PerpendicularOffset?"),
    "PointSymbolizer": (SE, "Name? Geometry? Graphic?"),
    "TextSymbolizer": (SE, "Name? Geometry? Label? Font? LabelPlacement? Halo? Fill?"),
    "Graphic": (SE, "(ExternalGraphic|Mark)* Opacity? Size? Rotation? AnchorPoint? Displacement?"),
    "ExternalGraphic": (SE, "(OnlineResource|InlineContent) Format ColorReplacement*"),
    "Mark": (SE, "(WellKnownName|(OnlineResource|InlineContent) Format MarkIndex?)? Fill? Stroke?"),
    "Stroke": (SE, "(GraphicFill|GraphicStroke)? SvgParameter*"), "Fill": (SE, "GraphicFill? SvgParameter*"),
    "GraphicFill": (SE, "Graphic"), "GraphicStroke": (SE, "Graphic InitialGap? Gap?"), "Font": (SE, "SvgParameter*"),
    "LabelPlacement": (SE, "(PointPlacement|LinePlacement)"), "PointPlacement": (SE, "AnchorPoint? Displacement? Rotation?"),
    "LinePlacement": (SE, "PerpendicularOffset? IsRepeated? InitialGap? Gap? IsAligned? GeneralizeLine?"),
    "AnchorPoint": (SE, "AnchorPointX AnchorPointY"), "Displacement": (SE, "DisplacementX DisplacementY"), "Halo": (SE, "Radius? Fill?"),
    "Label": (SE, f"{EXPRESSION}*"), "Filter": (OGC, TEST), "And": (OGC, f"{TEST} {TEST}+"), "Or": (OGC, f"{TEST} {TEST}+"), "Not": (OGC, TEST),
    "PropertyIsNull": (OGC, "PropertyName"), "PropertyIsBetween": (OGC, f"{EXPRESSION} LowerBoundary UpperBoundary"),
    "LowerBoundary": (OGC, EXPRESSION), "UpperBoundary": (OGC, EXPRESSION), "ElseFilter": (SE, ""),
}
for name in ("EqualTo", "NotEqualTo", "LessThan", "GreaterThan", "LessThanOrEqualTo", "GreaterThanOrEqualTo"):
    ALLOWED[f"PropertyIs{name}"] = (OGC, f"{EXPRESSION} {EXPRESSION}")
for name in ("Name", "Title", "Abstract", "WellKnownName", "Format", "InlineContent", "MinScaleDenominator", "MaxScaleDenominator", "IsRepeated",
             "IsAligned", "GeneralizeLine", "MarkIndex"):
    ALLOWED[name] = (SE, TEXT)
for name in ("SvgParameter", "Size", "Opacity", "Rotation", "AnchorPointX", "AnchorPointY", "DisplacementX", "DisplacementY", "Radius",
             "PerpendicularOffset", "InitialGap", "Gap"):
    ALLOWED[name] = (SE, f"{EXPRESSION}*")  # ParameterValueType: text or expressions
ALLOWED["IsDefault"] = (SLD, TEXT)
for name in ("PropertyName", "Literal"):
    ALLOWED[name] = (OGC, TEXT)
NUMBERS = {"Size", "Opacity", "Rotation", "AnchorPointX", "AnchorPointY", "DisplacementX", "DisplacementY", "Radius", "MinScaleDenominator",
           "MaxScaleDenominator"}


def pattern_of(order):
    """Names in that order, each followed by a blank."""
    return re.compile(re.sub(r"\w+", lambda m: f"(?:{m.group(0)}_)", order).replace(" ", "").replace("_", " ") + "$")


def faults(sld):
    """Each place where the document is not what the schemas allow."""
    found = []
    root = ET.fromstring(sld)
    if root.tag != f"{{{SLD}}}StyledLayerDescriptor" or root.get("version") != "1.1.0":
        found.append(f"the root is {root.tag} {root.get('version')}")
    for element in root.iter():
        namespace, name = element.tag[1:].split("}")
        if name not in ALLOWED or ALLOWED[name][0] != namespace:
            found.append(f"{element.tag} is not known")
            continue
        order = ALLOWED[name][1]
        children = "".join(child.tag.split("}")[1] + " " for child in element)
        if order is TEXT and children or order is not TEXT and not pattern_of(order).match(children):
            found.append(f"{name} holds {children.strip()}")
        if name in NUMBERS:
            text = element.findtext(f"{{{OGC}}}Literal") if len(element) else element.text
            try:
                float(text)
            except (TypeError, ValueError):
                found.append(f"{name} is '{text}'")
    return found
