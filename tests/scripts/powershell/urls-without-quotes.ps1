# An argument needs no quotes, whatever it begins with.
$api = "https://api.security.microsoft.com/api"
$list = "alerts"
$body = @{ Comment = "Spread stopped"; IsolationType = "full" } | ConvertTo-Json

Invoke-RestMethod -Method Post -Uri $api/machines/$DeviceId/isolate -Body $body -ContentType "application/json"
Invoke-RestMethod $api/machines/$DeviceId/unisolates -Method Post -Body $other -ContentType "application/json"

if ($done -gt $total/2 -and ($done /$total) -lt 1) {
    $rate = $done/$total
    Invoke-RestMethod -Uri $api/$list -Headers $headers
}
