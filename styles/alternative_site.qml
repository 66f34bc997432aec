<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis hasScaleBasedVisibilityFlag="0" labelsEnabled="1" maxScale="0" minScale="100000000" simplifyAlgorithm="0" simplifyDrawingHints="1" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1" styleCategories="Symbology|Labeling|Rendering" symbologyReferenceScale="-1" version="3.22">
 <renderer-v2 type="categorizedSymbol" attr="CASE WHEN &quot;change&quot; &lt;&gt; 'changed' THEN &quot;change&quot; WHEN &quot;score_change&quot; &gt; 0.05 THEN 'better' WHEN &quot;score_change&quot; &lt; -0.05 THEN 'worse' WHEN coalesce(&quot;unused_bra_m2&quot;, -1) &lt;&gt; coalesce(&quot;unused_bra_m2_before&quot;, -1) OR coalesce(&quot;jobs&quot;, -1) &lt;&gt; coalesce(&quot;jobs_before&quot;, -1) THEN 'room' ELSE 'rank' END" enableorderby="0" forceraster="0" referencescale="-1" symbollevels="0">
  <categories>
   <category value="new" label="New site | Ny tomt" render="true" symbol="0" />
   <category value="gone" label="Gone | Faller bort" render="true" symbol="1" />
   <category value="better" label="Better score | Høyere poengsum" render="true" symbol="3" />
   <category value="worse" label="Worse score | Lavere poengsum" render="true" symbol="4" />
   <category value="room" label="Same score, changed capacity | Samme poengsum, endret kapasitet" render="true" symbol="2" />
   <category value="rank" label="Only the rank changed | Bare endret rang" render="true" symbol="5" />
   <category value="" label="Other | Annet" render="true" symbol="6" />
  </categories>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="65,171,93,230" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="0,90,40,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.5" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="251,180,174,200" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="178,24,43,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.4" />
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
     <symbol name="@1@1" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="line_color" type="QString" value="178,24,43,255" />
        <Option name="line_style" type="QString" value="solid" />
        <Option name="line_width" type="QString" value="0.2" />
        <Option name="line_width_unit" type="QString" value="MM" />
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="66,146,198,230" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="8,69,148,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.25" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="128,205,193,240" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="1,102,94,230" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.15" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="230,155,80,240" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="140,81,10,230" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.15" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="5" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="232,236,241,225" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="130,145,165,180" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
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
   </symbol>
  </symbols>
  <rotation />
  <sizescale />
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="coalesce(CASE WHEN &quot;change&quot; = 'new' THEN '+' || format_number(&quot;unused_bra_m2&quot;, 0, 'en') || ' m²' WHEN &quot;change&quot; = 'gone' THEN '−' || format_number(&quot;unused_bra_m2_before&quot;, 0, 'en') || ' m²' WHEN &quot;unused_bra_m2&quot; &gt; &quot;unused_bra_m2_before&quot; THEN '+' || format_number(&quot;unused_bra_m2&quot; - &quot;unused_bra_m2_before&quot;, 0, 'en') || ' m²' WHEN &quot;unused_bra_m2&quot; &lt; &quot;unused_bra_m2_before&quot; THEN '−' || format_number(&quot;unused_bra_m2_before&quot; - &quot;unused_bra_m2&quot;, 0, 'en') || ' m²' END || '\n', '') || coalesce('#' || &quot;rank_before&quot; || ' → ', '') || coalesce('#' || &quot;rank&quot;, '–') | coalesce(CASE WHEN &quot;change&quot; = 'new' THEN '+' || format_number(&quot;unused_bra_m2&quot;, 0, 'nb') || ' m²' WHEN &quot;change&quot; = 'gone' THEN '−' || format_number(&quot;unused_bra_m2_before&quot;, 0, 'nb') || ' m²' WHEN &quot;unused_bra_m2&quot; &gt; &quot;unused_bra_m2_before&quot; THEN '+' || format_number(&quot;unused_bra_m2&quot; - &quot;unused_bra_m2_before&quot;, 0, 'nb') || ' m²' WHEN &quot;unused_bra_m2&quot; &lt; &quot;unused_bra_m2_before&quot; THEN '−' || format_number(&quot;unused_bra_m2_before&quot; - &quot;unused_bra_m2&quot;, 0, 'nb') || ' m²' END || '\n', '') || coalesce('#' || &quot;rank_before&quot; || ' → ', '') || coalesce('#' || &quot;rank&quot;, '–')" isExpression="1" fontFamily="Open Sans" fontSize="7" fontSizeUnit="Point" textColor="31,45,61,255" textOpacity="1" fontWeight="50" multilineHeight="1" namedStyle="" fontItalic="0">
    <text-buffer bufferDraw="1" bufferSize="0.9" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferJoinStyle="128" bufferNoFill="1" />
   </text-style>
   <text-format multilineAlign="1" autoWrapLength="0" />
   <placement placement="1" priority="6" fitInPolygonOnly="0" centroidWhole="0" centroidInside="1" dist="0" distUnits="MM" quadOffset="4" />
   <rendering scaleVisibility="1" scaleMin="0" scaleMax="12000" drawLabels="1" obstacle="0" obstacleFactor="1" limitNumLabels="0" minFeatureSize="3" mergeLines="0" labelPerPart="0" zIndex="1" />
  </settings>
 </labeling>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerOpacity>1</layerOpacity>
 <layerGeometryType>2</layerGeometryType>
</qgis>
