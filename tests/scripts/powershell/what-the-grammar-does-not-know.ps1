function Send-Comment ([string] $Text, [string] $Fallback) {
    $body = @{ Comment = 'an older one'; IsolationType = 'full' } | ConvertTo-Json
    $body = @{ Comment = $Text ?? $Fallback; IsolationType = $Full ? 'Full' : 'Selective' } | ConvertTo-Json
    $names = 'one',
        'two', # with a remark
        'three'
    Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/isolate" `
        -Headers $h -Body $body -ContentType 'application/json'
    Get-Device | Select-Object id, computerDnsName
}
