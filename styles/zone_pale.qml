<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis hasScaleBasedVisibilityFlag="0" labelsEnabled="0" maxScale="0" minScale="100000000" simplifyAlgorithm="0" simplifyDrawingHints="1" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1" styleCategories="Symbology|Labeling|Rendering" symbologyReferenceScale="-1" version="3.22">
 <renderer-v2 type="categorizedSymbol" attr="CASE WHEN substr(&quot;use&quot;, 1, 3) IN ('110','111','112') THEN 'housing' WHEN substr(&quot;use&quot;, 1, 3) = '113' THEN 'centre' WHEN substr(&quot;use&quot;, 1, 3) IN ('114','115') THEN 'retail' WHEN substr(&quot;use&quot;, 1, 3) = '116' THEN 'services' WHEN substr(&quot;use&quot;, 1, 2) = '13' THEN 'business' WHEN substr(&quot;use&quot;, 1, 2) = '18' THEN 'mixed' WHEN substr(&quot;use&quot;, 1, 1) = '1' THEN 'built' WHEN substr(&quot;use&quot;, 1, 1) = '2' THEN 'transport' WHEN substr(&quot;use&quot;, 1, 1) = '3' THEN 'green' WHEN substr(&quot;use&quot;, 1, 1) = '4' THEN 'military' WHEN substr(&quot;use&quot;, 1, 1) = '5' THEN 'nature' WHEN substr(&quot;use&quot;, 1, 1) = '6' THEN 'water' ELSE '' END" enableorderby="0" forceraster="0" referencescale="-1" symbollevels="0">
  <categories>
   <category value="housing" label="Housing | Bolig" render="true" symbol="0" />
   <category value="centre" label="Town centre | Sentrum" render="true" symbol="1" />
   <category value="retail" label="Retail | Forretning" render="true" symbol="2" />
   <category value="services" label="Services | Tjenesteyting" render="true" symbol="3" />
   <category value="business" label="Business, offices, industry | Næring, kontor, industri" render="true" symbol="4" />
   <category value="mixed" label="Combined uses | Kombinerte formål" render="true" symbol="5" />
   <category value="built" label="Other building | Annen bebyggelse" render="true" symbol="6" />
   <category value="transport" label="Transport | Samferdsel" render="true" symbol="7" />
   <category value="green" label="Green structure | Grønnstruktur" render="true" symbol="8" />
   <category value="military" label="Military | Forsvaret" render="true" symbol="9" />
   <category value="nature" label="Agriculture, nature, recreation | Landbruk, natur, friluft" render="true" symbol="10" />
   <category value="water" label="Sea and watercourses | Sjø og vassdrag" render="true" symbol="11" />
   <category value="" label="Other | Annet" render="true" symbol="12" />
  </categories>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="252,248,222,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="243,232,210,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="236,236,248,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="251,232,232,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="236,230,247,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="5" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="243,239,249,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
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
      <Option name="color" type="QString" value="245,240,234,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="7" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="240,240,240,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="8" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="228,243,226,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="9" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="235,235,225,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="10" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="240,246,234,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="11" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="226,240,246,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
   <symbol name="12" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="247,247,245,255" />
      <Option name="joinstyle" type="QString" value="round" />
      <Option name="outline_color" type="QString" value="201,201,201,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.1" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="style" type="QString" value="solid" />
     </Option>
    </layer>
   </symbol>
  </symbols>
  <rotation />
  <sizescale />
 </renderer-v2>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerOpacity>1</layerOpacity>
 <layerGeometryType>2</layerGeometryType>
</qgis>
