$base = 'https://api.security.microsoft.com/api'

function Set-Members ($Id, $Key, $More) {
    $body = @{ Comment = 'x' }
    $body.isolationType = 'Full'
    $body['Ticket'] = 4711
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ($body | ConvertTo-Json)
    $body.Remove('Ticket')
    $body.Add('Reason', 'y')
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ($body | ConvertTo-Json)
    $other = @{ IsolationType = 'full' }
    $other.Add($Key, 'y')
    $other.Remove($Key)
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ($other | ConvertTo-Json)
    $other.Clear()
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ($other | ConvertTo-Json)
    (Get-Table).Add('x', 'y')
    $added = @{ Comment = 'x' }
    $added += @{ IsolationType = 'full' }
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ($added | ConvertTo-Json)
    [hashtable] $typed = @{ Comment = 'x'; IsolationType = 'full' }
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ($typed | ConvertTo-Json)
    $first, $second = $More
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body (@{ Comment = $first; isolationType = $second } | ConvertTo-Json)
    $typed.Comment += 'y'
    $typed -= 1
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ($typed | ConvertTo-Json)
}

function Set-Lists ($Ids) {
    $list = [System.Collections.ArrayList] @('1')
    $list.Add('1')
    Invoke-RestMethod "$base/indicators/BatchDelete" -Method Post -ContentType application/json -Body (@{ IndicatorIds = $list } | ConvertTo-Json)
    $list.AddRange($Ids)
    $list.Insert(0, '1')
    Invoke-RestMethod "$base/indicators/BatchDelete" -Method Post -ContentType application/json -Body (@{ indicatorIds = $list } | ConvertTo-Json)
    foreach ($id in $Ids) {
        Invoke-RestMethod "$base/machines/$id/isolate" -Method Post -ContentType application/json -Body (@{ comment = $id } | ConvertTo-Json)
    }
    $one = , '1'
    Invoke-RestMethod "$base/indicators/BatchDelete" -Method Post -ContentType application/json -Body (@{ IndicatorIds = $one; x = [string[]] $Ids } | ConvertTo-Json)
}

function Use-Forms ($Id, $Depth) {
    $url = "$base/machines/ID/isolate" -replace 'ID', $Id
    Invoke-RestMethod $url -Method Post -ContentType application/json -Body (@{ Comment = [string] 4711; IsolationType = [int] 1 } | ConvertTo-Json)
    Invoke-RestMethod ('{0}/machines/{1}/isolate' -f $base, $Id) -Method Post -ContentType application/json -Body (@{ comment = 0x1F; IsolationType = 1.5 } | ConvertTo-Json)
    Invoke-RestMethod ([string]::Format('{0}/machines/{1}/isolate', $base, $Id)) -Method Post -ContentType application/json -Body (@{ comment = -1; IsolationType = [IsolationType]::Full } | ConvertTo-Json)
    Invoke-RestMethod ("$base/machines/ID/isolate".Replace('ID', $Id)) -Method Post -ContentType application/json -Body (@{ comment = $env:WHY; IsolationType = $PSCommandPath } | ConvertTo-Json)
    Invoke-RestMethod ("$base/machines/$Id/isolate/".TrimEnd('/')) -Method Post -ContentType application/json -Body (@{ comment = 1KB; IsolationType = (Get-Kind) } | ConvertTo-Json -Depth $Depth)
    Invoke-RestMethod ([uri]::new([uri] 'https://api.security.microsoft.com', "/api/machines/$Id/isolate")) -Method Post -ContentType application/json -Body (@{ comment = (12).ToString(); IsolationType = $Id.ToUpper() } | ConvertTo-Json)
    Invoke-RestMethod ([uri]::new("$base/machines/$Id/isolate")) -Method Post -ContentType application/json -Body (@{ comment = 7 - 3; IsolationType = 'a', 'b' -join '' } | ConvertTo-Json)
    Invoke-RestMethod ('https://api.security.microsoft.com' + "/api/machines/$Id/isolate") -Method Post -ContentType application/json -Body (ConvertTo-Json -InputObject @{ comment = !$Id; IsolationType = ($a = 1) })
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body (Get-Table | ConvertTo-Json)
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body (New-Object psobject -Property @{ comment = 'x' } | ConvertTo-Json)
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body (New-Object psobject | ConvertTo-Json)
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ([System.Text.Encoding]::UTF8.GetBytes((@{ comment = [datetime] $Id; IsolationType = +2 } | ConvertTo-Json)))
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body (@{ comment = $Id.Name.First; IsolationType = if ($Id) { 'full' } } | ConvertTo-Json)
    Invoke-RestMethod "$base/machines/$($Id.Name)/isolate" -Method Post -ContentType application/json -Body (@{ comment = 'x' -replace 'x'; IsolationType = 1 -eq 2 } | ConvertTo-Json)
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ([string] "{`"comment`": `"x`"}")
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ([System.Text.Encoding]::UTF8.GetBytes("{`"comment`": `"x`"}"))
    Invoke-RestMethod "$base/machines/$Id/isolate" -Method Post -ContentType application/json -Body ("{`"comment`": `"x`"}")
}
