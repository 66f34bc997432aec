<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis hasScaleBasedVisibilityFlag="0" labelsEnabled="1" maxScale="0" minScale="100000000" simplifyAlgorithm="0" simplifyDrawingHints="1" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1" styleCategories="Symbology|Labeling|Rendering" symbologyReferenceScale="-1" version="3.22">
 <renderer-v2 type="categorizedSymbol" attr="CASE WHEN &quot;unused_bra_m2&quot; IS NULL THEN '' WHEN &quot;unused_bra_m2&quot; &lt;= 0 THEN '0' WHEN &quot;unused_bra_m2&quot; &lt; 1000 THEN '1000' WHEN &quot;unused_bra_m2&quot; &lt; 3000 THEN '3000' WHEN &quot;unused_bra_m2&quot; &lt; 10000 THEN '10000' WHEN &quot;unused_bra_m2&quot; &lt; 30000 THEN '30000' ELSE 'more' END" enableorderby="0" forceraster="0" referencescale="-1" symbollevels="0">
  <categories>
   <category value="0" label="No room left | Ingen ledig kapasitet" render="true" symbol="0" />
   <category value="1000" label="Under 1 000 m² BRA | Under 1 000 m² BRA" render="true" symbol="1" />
   <category value="3000" label="1 000 to 3 000 m² BRA | 1 000 til 3 000 m² BRA" render="true" symbol="2" />
   <category value="10000" label="3 000 to 10 000 m² BRA | 3 000 til 10 000 m² BRA" render="true" symbol="3" />
   <category value="30000" label="10 000 to 30 000 m² BRA | 10 000 til 30 000 m² BRA" render="true" symbol="4" />
   <category value="more" label="30 000 m² BRA and more | 30 000 m² BRA og mer" render="true" symbol="5" />
   <category value="" label="Not known | Ikke kjent" render="true" symbol="6" />
  </categories>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="255,255,255,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="60,60,60,160" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.12" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="229,245,214,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="60,60,60,160" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.12" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="186,222,166,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="60,60,60,160" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.12" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="116,184,120,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="60,60,60,160" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.12" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="42,138,82,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="60,60,60,160" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.12" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="5" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="0,84,44,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="60,60,60,160" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.12" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="6" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="205,205,205,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="60,60,60,160" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.12" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="45" />
      <Option name="distance" type="QString" value="1.4" />
      <Option name="distance_unit" type="QString" value="MM" />
     </Option>
     <symbol name="@6@1" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="line_color" type="QString" value="150,150,150,255" />
        <Option name="line_style" type="QString" value="solid" />
        <Option name="line_width" type="QString" value="0.2" />
        <Option name="line_width_unit" type="QString" value="MM" />
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
  </symbols>
  <rotation />
  <sizescale />
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="format_number(&quot;unused_bra_m2&quot;, 0, 'en') || if(@map_scale > 6000, '', ' m²' || coalesce('\n' || if(&quot;jobs_low&quot; &lt; &quot;jobs_high&quot;, format_number(&quot;jobs_low&quot;, 0, 'en') || '–' || format_number(&quot;jobs_high&quot;, 0, 'en'), format_number(&quot;jobs&quot;, 0, 'en')) || if(@map_scale > 3500, '', ' jobs'), '')) | format_number(&quot;unused_bra_m2&quot;, 0, 'nb') || if(@map_scale > 6000, '', ' m²' || coalesce('\n' || if(&quot;jobs_low&quot; &lt; &quot;jobs_high&quot;, format_number(&quot;jobs_low&quot;, 0, 'nb') || '–' || format_number(&quot;jobs_high&quot;, 0, 'nb'), format_number(&quot;jobs&quot;, 0, 'nb')) || if(@map_scale > 3500, '', ' arbeidsplasser'), ''))" isExpression="1" fontFamily="Open Sans" fontSize="6" fontSizeUnit="Point" textColor="31,45,61,255" textOpacity="1" fontWeight="50" multilineHeight="1" namedStyle="" fontItalic="0">
    <text-buffer bufferDraw="1" bufferSize="0.9" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferJoinStyle="128" bufferNoFill="1" />
   </text-style>
   <text-format multilineAlign="1" autoWrapLength="0" />
   <placement placement="4" priority="6" fitInPolygonOnly="1" centroidWhole="0" centroidInside="1" dist="0" distUnits="MM" quadOffset="4" />
   <rendering scaleVisibility="1" scaleMin="0" scaleMax="12000" drawLabels="1" obstacle="0" obstacleFactor="1" limitNumLabels="0" minFeatureSize="0" mergeLines="0" labelPerPart="0" zIndex="1" />
  </settings>
 </labeling>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerOpacity>1</layerOpacity>
 <layerGeometryType>2</layerGeometryType>
</qgis>
