$list = [System.Collections.Generic.List[object]]::new()
foreach ($row in Import-Csv .\hashes.csv) {
    $list.Add([pscustomobject]@{
        indicatorValue = $row.Hash
        indicatorType  = 'FileSha1'
        action         = 'BlockAndRemediate'
        title          = $row.Title
        description    = $row.Description
        Severity       = 'high'
    })
}
$body = [pscustomobject]@{ Indicators = $list } | ConvertTo-Json -Depth 4
Invoke-RestMethod -Method Post -Uri 'https://api.security.microsoft.com/api/indicators/import' -Headers $h -Body $body -ContentType 'application/json'

$fixed = @()
$fixed += New-Object PSObject -Property @{
    indicatorValue = '3395856ce81f2b7382dee72602f798b642f14d4'
    indicatorType  = 'FileSha1'; action = 'Block'; title = 't'; description = 'd'; severity = 'High'
}
$body = @{ Indicators = $fixed } | ConvertTo-Json -Depth 4
Invoke-RestMethod -Method Post -Uri 'https://api.security.microsoft.com/api/indicators/import' -Headers $h -Body $body -ContentType 'application/json'
