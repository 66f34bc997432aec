<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis hasScaleBasedVisibilityFlag="0" labelsEnabled="1" maxScale="0" minScale="100000000" simplifyAlgorithm="0" simplifyDrawingHints="1" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1" styleCategories="Symbology|Labeling|Rendering" symbologyReferenceScale="-1" version="3.22">
 <renderer-v2 type="categorizedSymbol" attr="mode" enableorderby="1" forceraster="0" referencescale="-1" symbollevels="0">
  <categories>
   <category value="rail" label="Rail station | Jernbanestasjon" render="true" symbol="0" />
   <category value="tram" label="Tram or metro | Trikk eller bane" render="true" symbol="1" />
   <category value="bus" label="Bus hub | Bussknutepunkt" render="true" symbol="2" />
   <category value="ferry" label="Ferry quay | Fergekai" render="true" symbol="3" />
   <category value="port" label="Port | Havn" render="true" symbol="4" />
   <category value="terminal" label="Freight terminal | Godsterminal" render="true" symbol="5" />
   <category value="junction" label="Motorway junction | Motorveikryss" render="true" symbol="6" />
   <category value="" label="Other | Andre" render="true" symbol="7" />
  </categories>
  <symbols>
   <symbol name="0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SvgMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="color" type="QString" value="35,35,35,255" />
      <Option name="fixedAspectRatio" type="QString" value="0" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="name" type="QString" value="base64:PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCAzMiAzMic+PHJlY3QgeD0nMScgeT0nMScgd2lkdGg9JzMwJyBoZWlnaHQ9JzMwJyByeD0nNicgZmlsbD0nIzFmMmQzZCcgc3Ryb2tlPScjZmZmJyBzdHJva2Utd2lkdGg9JzInLz48cmVjdCB4PSc5JyB5PSc2JyB3aWR0aD0nMTQnIGhlaWdodD0nMTUnIHJ4PSczJyBmaWxsPScjZmZmJy8+PHJlY3QgeD0nMTEnIHk9JzknIHdpZHRoPScxMCcgaGVpZ2h0PSc1JyBmaWxsPScjMWYyZDNkJy8+PGNpcmNsZSBjeD0nMTIuNScgY3k9JzE3LjUnIHI9JzEuNScgZmlsbD0nIzFmMmQzZCcvPjxjaXJjbGUgY3g9JzE5LjUnIGN5PScxNy41JyByPScxLjUnIGZpbGw9JyMxZjJkM2QnLz48cGF0aCBkPSdNMTEgMjFsLTMgNWgyLjRsLjktMS42aDkuNGwuOSAxLjZIMjRsLTMtNWgtMmwxIDEuN2gtOGwxLTEuN3onIGZpbGw9JyNmZmYnLz48L3N2Zz4=" />
      <Option name="offset" type="QString" value="0,0" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="35,35,35,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="parameters" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="4.6" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &gt; 60000, 3.2, 4.6) * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="cap_style" type="QString" value="square" />
      <Option name="color" type="QString" value="255,255,255,255" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="joinstyle" type="QString" value="bevel" />
      <Option name="name" type="QString" value="circle" />
      <Option name="offset" type="QString" value="2.1,-2.1" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="31,45,61,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.25" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="3" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="with_variable('d', 2.1 * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1), to_string(@d) || ',-' || to_string(@d))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &lt;= 60000 AND strpos('ABCDEF', upper(coalesce(attribute('class'), ''))) &gt; 0 AND length(upper(coalesce(attribute('class'), ''))) = 1 AND NOT (@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60), 3, 0)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="chr" type="QString" value="A" />
      <Option name="color" type="QString" value="31,45,61,255" />
      <Option name="font" type="QString" value="Open Sans" />
      <Option name="font_style" type="QString" value="Bold" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="joinstyle" type="QString" value="miter" />
      <Option name="offset" type="QString" value="2.1,-2.1" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="31,45,61,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="size" type="QString" value="2.4" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="upper(coalesce(attribute('class'), ''))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="with_variable('d', 2.1 * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1), to_string(@d) || ',-' || to_string(@d))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &lt;= 60000 AND strpos('ABCDEF', upper(coalesce(attribute('class'), ''))) &gt; 0 AND length(upper(coalesce(attribute('class'), ''))) = 1 AND NOT (@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60), 2.4, 0)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol name="1" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SvgMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="color" type="QString" value="35,35,35,255" />
      <Option name="fixedAspectRatio" type="QString" value="0" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="name" type="QString" value="base64:PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCAzMiAzMic+PHJlY3QgeD0nMScgeT0nMScgd2lkdGg9JzMwJyBoZWlnaHQ9JzMwJyByeD0nNicgZmlsbD0nIzZkM2Y4Zicgc3Ryb2tlPScjZmZmJyBzdHJva2Utd2lkdGg9JzInLz48cGF0aCBkPSdNMTEgNWgxMHYxLjZoLTQuMlY4SDIwYTMgMyAwIDAgMSAzIDN2OWEzIDMgMCAwIDEtMyAzaC04YTMgMyAwIDAgMS0zLTN2LTlhMyAzIDAgMCAxIDMtM2gzLjJWNi42MDBIMTF6JyBmaWxsPScjZmZmJy8+PHJlY3QgeD0nMTEnIHk9JzEwLjUwJyB3aWR0aD0nMTAnIGhlaWdodD0nNScgZmlsbD0nIzZkM2Y4ZicvPjxjaXJjbGUgY3g9JzE2JyBjeT0nMTkuMzAnIHI9JzEuNjAnIGZpbGw9JyM2ZDNmOGYnLz48cGF0aCBkPSdNOSAyNi41MDBoMTQnIHN0cm9rZT0nI2ZmZicgc3Ryb2tlLXdpZHRoPScxLjYwJy8+PC9zdmc+" />
      <Option name="offset" type="QString" value="0,0" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="35,35,35,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="parameters" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="4.2" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &gt; 60000, 2.9, 4.2) * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="cap_style" type="QString" value="square" />
      <Option name="color" type="QString" value="255,255,255,255" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="joinstyle" type="QString" value="bevel" />
      <Option name="name" type="QString" value="circle" />
      <Option name="offset" type="QString" value="1.9,-1.9" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="31,45,61,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.25" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="3" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="with_variable('d', 1.9 * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1), to_string(@d) || ',-' || to_string(@d))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &lt;= 60000 AND strpos('ABCDEF', upper(coalesce(attribute('class'), ''))) &gt; 0 AND length(upper(coalesce(attribute('class'), ''))) = 1 AND NOT (@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60), 3, 0)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="chr" type="QString" value="A" />
      <Option name="color" type="QString" value="31,45,61,255" />
      <Option name="font" type="QString" value="Open Sans" />
      <Option name="font_style" type="QString" value="Bold" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="joinstyle" type="QString" value="miter" />
      <Option name="offset" type="QString" value="1.9,-1.9" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="31,45,61,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="size" type="QString" value="2.4" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="upper(coalesce(attribute('class'), ''))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="with_variable('d', 1.9 * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1), to_string(@d) || ',-' || to_string(@d))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &lt;= 60000 AND strpos('ABCDEF', upper(coalesce(attribute('class'), ''))) &gt; 0 AND length(upper(coalesce(attribute('class'), ''))) = 1 AND NOT (@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60), 2.4, 0)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol name="2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SvgMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="color" type="QString" value="35,35,35,255" />
      <Option name="fixedAspectRatio" type="QString" value="0" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="name" type="QString" value="base64:PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCAzMiAzMic+PHJlY3QgeD0nMScgeT0nMScgd2lkdGg9JzMwJyBoZWlnaHQ9JzMwJyByeD0nNicgZmlsbD0nIzBiNmU1Zicgc3Ryb2tlPScjZmZmJyBzdHJva2Utd2lkdGg9JzInLz48cmVjdCB4PSc3LjUwJyB5PSc3JyB3aWR0aD0nMTcnIGhlaWdodD0nMTYnIHJ4PScyLjUwJyBmaWxsPScjZmZmJy8+PHJlY3QgeD0nOS41MCcgeT0nMTAnIHdpZHRoPScxMycgaGVpZ2h0PSc2JyBmaWxsPScjMGI2ZTVmJy8+PHJlY3QgeD0nOS41MCcgeT0nMjInIHdpZHRoPSczLjUwJyBoZWlnaHQ9JzQnIGZpbGw9JyNmZmYnLz48cmVjdCB4PScxOScgeT0nMjInIHdpZHRoPSczLjUwJyBoZWlnaHQ9JzQnIGZpbGw9JyNmZmYnLz48Y2lyY2xlIGN4PScxMS4zMCcgY3k9JzE5LjUwJyByPScxLjMwJyBmaWxsPScjMGI2ZTVmJy8+PGNpcmNsZSBjeD0nMjAuNzAnIGN5PScxOS41MCcgcj0nMS4zMCcgZmlsbD0nIzBiNmU1ZicvPjwvc3ZnPg==" />
      <Option name="offset" type="QString" value="0,0" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="35,35,35,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="parameters" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="4" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &gt; 60000, 2.8, 4) * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="cap_style" type="QString" value="square" />
      <Option name="color" type="QString" value="255,255,255,255" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="joinstyle" type="QString" value="bevel" />
      <Option name="name" type="QString" value="circle" />
      <Option name="offset" type="QString" value="1.9,-1.9" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="31,45,61,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.25" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="3" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="with_variable('d', 1.9 * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1), to_string(@d) || ',-' || to_string(@d))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &lt;= 60000 AND strpos('ABCDEF', upper(coalesce(attribute('class'), ''))) &gt; 0 AND length(upper(coalesce(attribute('class'), ''))) = 1 AND NOT (@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60), 3, 0)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="chr" type="QString" value="A" />
      <Option name="color" type="QString" value="31,45,61,255" />
      <Option name="font" type="QString" value="Open Sans" />
      <Option name="font_style" type="QString" value="Bold" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="joinstyle" type="QString" value="miter" />
      <Option name="offset" type="QString" value="1.9,-1.9" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="31,45,61,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="size" type="QString" value="2.4" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="upper(coalesce(attribute('class'), ''))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="with_variable('d', 1.9 * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1), to_string(@d) || ',-' || to_string(@d))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &lt;= 60000 AND strpos('ABCDEF', upper(coalesce(attribute('class'), ''))) &gt; 0 AND length(upper(coalesce(attribute('class'), ''))) = 1 AND NOT (@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60), 2.4, 0)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol name="3" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SvgMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="color" type="QString" value="35,35,35,255" />
      <Option name="fixedAspectRatio" type="QString" value="0" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="name" type="QString" value="base64:PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCAzMiAzMic+PHJlY3QgeD0nMScgeT0nMScgd2lkdGg9JzMwJyBoZWlnaHQ9JzMwJyByeD0nNicgZmlsbD0nIzJiNmNhMycgc3Ryb2tlPScjZmZmJyBzdHJva2Utd2lkdGg9JzInLz48cGF0aCBkPSdNNiAxN2gyMGwtMyA2SDl6TTEwIDExaDEydjRIMTB6TTE0IDdoNHYzaC00eicgZmlsbD0nI2ZmZicvPjxwYXRoIGQ9J001IDI2cTIuNzUtMiA1LjUwIDB0NS41MCAwIDUuNTAgMCA1LjUwIDAnIGZpbGw9J25vbmUnIHN0cm9rZT0nI2ZmZicgc3Ryb2tlLXdpZHRoPScxLjUwJy8+PC9zdmc+" />
      <Option name="offset" type="QString" value="0,0" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="35,35,35,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="parameters" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="4.2" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &gt; 60000, 2.9, 4.2) * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="cap_style" type="QString" value="square" />
      <Option name="color" type="QString" value="255,255,255,255" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="joinstyle" type="QString" value="bevel" />
      <Option name="name" type="QString" value="circle" />
      <Option name="offset" type="QString" value="1.9,-1.9" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="31,45,61,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.25" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="3" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="with_variable('d', 1.9 * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1), to_string(@d) || ',-' || to_string(@d))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &lt;= 60000 AND strpos('ABCDEF', upper(coalesce(attribute('class'), ''))) &gt; 0 AND length(upper(coalesce(attribute('class'), ''))) = 1 AND NOT (@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60), 3, 0)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="chr" type="QString" value="A" />
      <Option name="color" type="QString" value="31,45,61,255" />
      <Option name="font" type="QString" value="Open Sans" />
      <Option name="font_style" type="QString" value="Bold" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="joinstyle" type="QString" value="miter" />
      <Option name="offset" type="QString" value="1.9,-1.9" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="31,45,61,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="size" type="QString" value="2.4" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="upper(coalesce(attribute('class'), ''))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="with_variable('d', 1.9 * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1), to_string(@d) || ',-' || to_string(@d))" />
         <Option name="type" type="int" value="3" />
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &lt;= 60000 AND strpos('ABCDEF', upper(coalesce(attribute('class'), ''))) &gt; 0 AND length(upper(coalesce(attribute('class'), ''))) = 1 AND NOT (@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60), 2.4, 0)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol name="4" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SvgMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="color" type="QString" value="35,35,35,255" />
      <Option name="fixedAspectRatio" type="QString" value="0" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="name" type="QString" value="base64:PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCAzMiAzMic+PGNpcmNsZSBjeD0nMTYnIGN5PScxNicgcj0nMTUnIGZpbGw9JyMyYjZjYTMnIHN0cm9rZT0nI2ZmZicgc3Ryb2tlLXdpZHRoPScyJy8+PGcgZmlsbD0nbm9uZScgc3Ryb2tlPScjZmZmJyBzdHJva2Utd2lkdGg9JzIuMjAnIHN0cm9rZS1saW5lY2FwPSdyb3VuZCc+PGNpcmNsZSBjeD0nMTYnIGN5PSc4LjUwJyByPScyLjUwJy8+PHBhdGggZD0nTTE2IDExdjE0TTExLjUwIDE0LjUwMGg5TTcuNTAgMTguNTAwYTguNTAgNyAwIDAgMCAxNyAwJy8+PC9nPjwvc3ZnPg==" />
      <Option name="offset" type="QString" value="0,0" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="35,35,35,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="parameters" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="4.4" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &gt; 60000, 3.1, 4.4) * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol name="5" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SvgMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="color" type="QString" value="35,35,35,255" />
      <Option name="fixedAspectRatio" type="QString" value="0" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="name" type="QString" value="base64:PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCAzMiAzMic+PGNpcmNsZSBjeD0nMTYnIGN5PScxNicgcj0nMTUnIGZpbGw9JyM4YTVhMWYnIHN0cm9rZT0nI2ZmZicgc3Ryb2tlLXdpZHRoPScyJy8+PHBhdGggZD0nTTcgOWgxOHY0SDd6TTggMTQuNTAwaDE2VjI0SDh6JyBmaWxsPScjZmZmJy8+PHBhdGggZD0nTTEyIDE0LjUwMFYyNE0xNiAxNC41MDBWMjRNMjAgMTQuNTAwVjI0JyBzdHJva2U9JyM4YTVhMWYnIHN0cm9rZS13aWR0aD0nMS4zMCcvPjwvc3ZnPg==" />
      <Option name="offset" type="QString" value="0,0" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="35,35,35,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="parameters" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="4.2" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &gt; 60000, 2.9, 4.2) * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol name="6" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SvgMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="color" type="QString" value="35,35,35,255" />
      <Option name="fixedAspectRatio" type="QString" value="0" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="name" type="QString" value="base64:PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCAzMiAzMic+PHJlY3QgeD0nNS41JyB5PSc1LjUnIHdpZHRoPScyMScgaGVpZ2h0PScyMScgcng9JzMnIHRyYW5zZm9ybT0ncm90YXRlKDQ1IDE2IDE2KScgZmlsbD0nIzViNjQ3MCcgc3Ryb2tlPScjZmZmJyBzdHJva2Utd2lkdGg9JzInLz48ZyBmaWxsPSdub25lJyBzdHJva2U9JyNmZmYnIHN0cm9rZS13aWR0aD0nMi4yMCcgc3Ryb2tlLWxpbmVjYXA9J3JvdW5kJyBzdHJva2UtbGluZWpvaW49J3JvdW5kJz48cGF0aCBkPSdNMTYgMjRWOU0xMi41MCAxMi41MDBMMTYgOWwzLjUwIDMuNTAwTTE2IDE5cTAtMy41MCA1LjUwLTQnLz48L2c+PC9zdmc+" />
      <Option name="offset" type="QString" value="0,0" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="35,35,35,255" />
      <Option name="outline_width" type="QString" value="0" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="parameters" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="4.4" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value="" />
       <Option name="properties" type="Map">
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true" />
         <Option name="expression" type="QString" value="if(@map_scale &gt; 60000, 3.1, 4.4) * coalesce(map_get(map('A', 1.25, 'B', 1.1, 'C', 1, 'D', 0.9, 'E', 0.8, 'F', 0.7, 'NATIONAL', 1.25, 'MOTORWAY', 1.1, 'REGIONAL', 1, 'LOCAL', 0.85), upper(coalesce(attribute('class'), ''))), 1) * if(@map_scale &gt; 30000 AND coalesce(attribute('n_day'), 100) &lt; 60, 0.7, 1)" />
         <Option name="type" type="int" value="3" />
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection" />
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol name="7" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="0" />
      <Option name="cap_style" type="QString" value="square" />
      <Option name="color" type="QString" value="91,100,112,255" />
      <Option name="horizontal_anchor_point" type="QString" value="1" />
      <Option name="joinstyle" type="QString" value="bevel" />
      <Option name="name" type="QString" value="circle" />
      <Option name="offset" type="QString" value="0,0" />
      <Option name="offset_unit" type="QString" value="MM" />
      <Option name="outline_color" type="QString" value="255,255,255,255" />
      <Option name="outline_style" type="QString" value="solid" />
      <Option name="outline_width" type="QString" value="0.3" />
      <Option name="outline_width_unit" type="QString" value="MM" />
      <Option name="scale_method" type="QString" value="diameter" />
      <Option name="size" type="QString" value="3.4" />
      <Option name="size_unit" type="QString" value="MM" />
      <Option name="vertical_anchor_point" type="QString" value="1" />
     </Option>
    </layer>
   </symbol>
  </symbols>
  <orderby>
   <orderByClause asc="1" nullsFirst="1">attribute('n_day')</orderByClause>
  </orderby>
  <rotation />
  <sizescale />
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style allowHtml="0" blendMode="0" capitalization="0" fieldName="&quot;name&quot;" fontFamily="Open Sans" fontItalic="0" fontKerning="1" fontLetterSpacing="0" fontSize="8" fontSizeUnit="Point" fontStrikeout="0" fontUnderline="0" fontWeight="75" fontWordSpacing="0" isExpression="1" legendString="Aa" multilineHeight="1" namedStyle="Bold" previewBkgrdColor="255,255,255,255" textColor="31,45,61,255" textOpacity="1" textOrientation="horizontal" useSubstitutions="0">
    <families />
    <text-buffer bufferBlendMode="0" bufferColor="255,255,255,255" bufferDraw="1" bufferJoinStyle="128" bufferNoFill="1" bufferOpacity="0.84999999999999998" bufferSize="0.90000000000000002" bufferSizeUnits="MM" />
    <text-mask maskEnabled="0" maskJoinStyle="128" maskOpacity="1" maskSize="1.5" maskSizeUnits="MM" maskType="0" maskedSymbolLayers="" />
    <background shapeBlendMode="0" shapeBorderColor="128,128,128,255" shapeBorderWidth="0" shapeBorderWidthUnit="MM" shapeDraw="0" shapeFillColor="255,255,255,255" shapeJoinStyle="64" shapeOffsetUnit="MM" shapeOffsetX="0" shapeOffsetY="0" shapeOpacity="1" shapeRadiiUnit="MM" shapeRadiiX="0" shapeRadiiY="0" shapeRotation="0" shapeRotationType="0" shapeSVGFile="" shapeSizeType="0" shapeSizeUnit="MM" shapeSizeX="0" shapeSizeY="0" shapeType="0">
     <symbol name="fillSymbol" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleFill" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="color" type="QString" value="255,255,255,255" />
        <Option name="joinstyle" type="QString" value="bevel" />
        <Option name="offset" type="QString" value="0,0" />
        <Option name="offset_unit" type="QString" value="MM" />
        <Option name="outline_color" type="QString" value="128,128,128,255" />
        <Option name="outline_style" type="QString" value="no" />
        <Option name="outline_width" type="QString" value="0" />
        <Option name="outline_width_unit" type="QString" value="MM" />
        <Option name="style" type="QString" value="solid" />
       </Option>
      </layer>
     </symbol>
    </background>
    <shadow shadowBlendMode="6" shadowColor="0,0,0,255" shadowDraw="0" shadowOffsetAngle="135" shadowOffsetDist="1" shadowOffsetGlobal="1" shadowOffsetUnit="MM" shadowOpacity="0.69999999999999996" shadowRadius="1.5" shadowRadiusAlphaOnly="0" shadowRadiusUnit="MM" shadowScale="100" shadowUnder="0" />
    <substitutions />
   </text-style>
   <text-format addDirectionSymbol="0" autoWrapLength="0" decimals="3" formatNumbers="0" leftDirectionSymbol="&lt;" multilineAlign="3" placeDirectionSymbol="0" plussign="0" reverseDirectionSymbol="0" rightDirectionSymbol="&gt;" useMaxLineLengthForAutoWrap="1" wrapChar="" />
   <placement centroidInside="0" centroidWhole="0" dist="0.59999999999999998" distUnits="MM" fitInPolygonOnly="0" geometryGenerator="" geometryGeneratorEnabled="0" geometryGeneratorType="PointGeometry" layerType="UnknownGeometry" lineAnchorClipping="0" lineAnchorPercent="0.5" lineAnchorType="0" maxCurvedCharAngleIn="25" maxCurvedCharAngleOut="-25" offsetType="1" offsetUnits="MM" overrunDistance="0" overrunDistanceUnit="MM" placement="6" placementFlags="10" polygonPlacementFlags="2" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" preserveRotation="1" priority="9" quadOffset="4" repeatDistance="0" repeatDistanceUnits="MM" rotationAngle="0" rotationUnit="AngleDegrees" xOffset="0" yOffset="0" />
   <rendering displayAll="0" drawLabels="1" fontLimitPixelSize="0" fontMaxPixelSize="10000" fontMinPixelSize="0" labelPerPart="0" limitNumLabels="0" maxNumLabels="2000" mergeLines="0" minFeatureSize="0" obstacle="1" obstacleFactor="1" obstacleType="1" scaleMax="0" scaleMin="0" scaleVisibility="0" unplacedVisibility="0" upsidedownLabels="0" zIndex="0" />
   <dd_properties>
    <Option type="Map">
     <Option name="name" type="QString" value="" />
     <Option name="properties" type="Map">
      <Option name="Show" type="Map">
       <Option name="active" type="bool" value="true" />
       <Option name="expression" type="QString" value="&quot;mode&quot; IN ('rail','ferry','port') OR @map_scale &lt; if(coalesce(attribute('n_day'), 100) &lt; 60, 12000, 30000)" />
       <Option name="type" type="int" value="3" />
      </Option>
      <Option name="Size" type="Map">
       <Option name="active" type="bool" value="true" />
       <Option name="expression" type="QString" value="if(&quot;mode&quot; = 'rail', 8.5, 7.5)" />
       <Option name="type" type="int" value="3" />
      </Option>
     </Option>
     <Option name="type" type="QString" value="collection" />
    </Option>
   </dd_properties>
   <callout type="simple">
    <Option type="Map">
     <Option name="anchorPoint" type="QString" value="pole_of_inaccessibility" />
     <Option name="blendMode" type="int" value="0" />
     <Option name="ddProperties" type="Map">
      <Option name="name" type="QString" value="" />
      <Option name="properties" />
      <Option name="type" type="QString" value="collection" />
     </Option>
     <Option name="drawToAllParts" type="bool" value="false" />
     <Option name="enabled" type="QString" value="0" />
     <Option name="labelAnchorPoint" type="QString" value="point_on_exterior" />
     <Option name="lineSymbol" type="QString" value="&lt;symbol alpha=&quot;1&quot; type=&quot;line&quot; force_rhr=&quot;0&quot; clip_to_extent=&quot;1&quot; name=&quot;symbol&quot;&gt;&lt;data_defined_properties&gt;&lt;Option type=&quot;Map&quot;&gt;&lt;Option type=&quot;QString&quot; value=&quot;&quot; name=&quot;name&quot;/&gt;&lt;Option name=&quot;properties&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;collection&quot; name=&quot;type&quot;/&gt;&lt;/Option&gt;&lt;/data_defined_properties&gt;&lt;layer locked=&quot;0&quot; enabled=&quot;1&quot; class=&quot;SimpleLine&quot; pass=&quot;0&quot;&gt;&lt;Option type=&quot;Map&quot;&gt;&lt;Option type=&quot;QString&quot; value=&quot;0&quot; name=&quot;align_dash_pattern&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;square&quot; name=&quot;capstyle&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;5;2&quot; name=&quot;customdash&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;3x:0,0,0,0,0,0&quot; name=&quot;customdash_map_unit_scale&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;MM&quot; name=&quot;customdash_unit&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;0&quot; name=&quot;dash_pattern_offset&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;3x:0,0,0,0,0,0&quot; name=&quot;dash_pattern_offset_map_unit_scale&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;MM&quot; name=&quot;dash_pattern_offset_unit&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;0&quot; name=&quot;draw_inside_polygon&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;bevel&quot; name=&quot;joinstyle&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;60,60,60,255&quot; name=&quot;line_color&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;solid&quot; name=&quot;line_style&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;0.3&quot; name=&quot;line_width&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;MM&quot; name=&quot;line_width_unit&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;0&quot; name=&quot;offset&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;3x:0,0,0,0,0,0&quot; name=&quot;offset_map_unit_scale&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;MM&quot; name=&quot;offset_unit&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;0&quot; name=&quot;ring_filter&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;0&quot; name=&quot;trim_distance_end&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;3x:0,0,0,0,0,0&quot; name=&quot;trim_distance_end_map_unit_scale&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;MM&quot; name=&quot;trim_distance_end_unit&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;0&quot; name=&quot;trim_distance_start&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;3x:0,0,0,0,0,0&quot; name=&quot;trim_distance_start_map_unit_scale&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;MM&quot; name=&quot;trim_distance_start_unit&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;0&quot; name=&quot;tweak_dash_pattern_on_corners&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;0&quot; name=&quot;use_custom_dash&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;3x:0,0,0,0,0,0&quot; name=&quot;width_map_unit_scale&quot;/&gt;&lt;/Option&gt;&lt;prop k=&quot;align_dash_pattern&quot; v=&quot;0&quot;/&gt;&lt;prop k=&quot;capstyle&quot; v=&quot;square&quot;/&gt;&lt;prop k=&quot;customdash&quot; v=&quot;5;2&quot;/&gt;&lt;prop k=&quot;customdash_map_unit_scale&quot; v=&quot;3x:0,0,0,0,0,0&quot;/&gt;&lt;prop k=&quot;customdash_unit&quot; v=&quot;MM&quot;/&gt;&lt;prop k=&quot;dash_pattern_offset&quot; v=&quot;0&quot;/&gt;&lt;prop k=&quot;dash_pattern_offset_map_unit_scale&quot; v=&quot;3x:0,0,0,0,0,0&quot;/&gt;&lt;prop k=&quot;dash_pattern_offset_unit&quot; v=&quot;MM&quot;/&gt;&lt;prop k=&quot;draw_inside_polygon&quot; v=&quot;0&quot;/&gt;&lt;prop k=&quot;joinstyle&quot; v=&quot;bevel&quot;/&gt;&lt;prop k=&quot;line_color&quot; v=&quot;60,60,60,255&quot;/&gt;&lt;prop k=&quot;line_style&quot; v=&quot;solid&quot;/&gt;&lt;prop k=&quot;line_width&quot; v=&quot;0.3&quot;/&gt;&lt;prop k=&quot;line_width_unit&quot; v=&quot;MM&quot;/&gt;&lt;prop k=&quot;offset&quot; v=&quot;0&quot;/&gt;&lt;prop k=&quot;offset_map_unit_scale&quot; v=&quot;3x:0,0,0,0,0,0&quot;/&gt;&lt;prop k=&quot;offset_unit&quot; v=&quot;MM&quot;/&gt;&lt;prop k=&quot;ring_filter&quot; v=&quot;0&quot;/&gt;&lt;prop k=&quot;trim_distance_end&quot; v=&quot;0&quot;/&gt;&lt;prop k=&quot;trim_distance_end_map_unit_scale&quot; v=&quot;3x:0,0,0,0,0,0&quot;/&gt;&lt;prop k=&quot;trim_distance_end_unit&quot; v=&quot;MM&quot;/&gt;&lt;prop k=&quot;trim_distance_start&quot; v=&quot;0&quot;/&gt;&lt;prop k=&quot;trim_distance_start_map_unit_scale&quot; v=&quot;3x:0,0,0,0,0,0&quot;/&gt;&lt;prop k=&quot;trim_distance_start_unit&quot; v=&quot;MM&quot;/&gt;&lt;prop k=&quot;tweak_dash_pattern_on_corners&quot; v=&quot;0&quot;/&gt;&lt;prop k=&quot;use_custom_dash&quot; v=&quot;0&quot;/&gt;&lt;prop k=&quot;width_map_unit_scale&quot; v=&quot;3x:0,0,0,0,0,0&quot;/&gt;&lt;data_defined_properties&gt;&lt;Option type=&quot;Map&quot;&gt;&lt;Option type=&quot;QString&quot; value=&quot;&quot; name=&quot;name&quot;/&gt;&lt;Option name=&quot;properties&quot;/&gt;&lt;Option type=&quot;QString&quot; value=&quot;collection&quot; name=&quot;type&quot;/&gt;&lt;/Option&gt;&lt;/data_defined_properties&gt;&lt;/layer&gt;&lt;/symbol&gt;" />
     <Option name="minLength" type="double" value="0" />
     <Option name="minLengthUnit" type="QString" value="MM" />
     <Option name="offsetFromAnchor" type="double" value="0" />
     <Option name="offsetFromAnchorUnit" type="QString" value="MM" />
     <Option name="offsetFromLabel" type="double" value="0" />
     <Option name="offsetFromLabelUnit" type="QString" value="MM" />
    </Option>
   </callout>
  </settings>
 </labeling>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerOpacity>1</layerOpacity>
 <layerGeometryType>0</layerGeometryType>
</qgis>
