$body = @{ IsolationType = 'Full' } | ConvertTo-Json
$uri = 'https://api.security.microsoft.com/api/machines/' + $id + '/isolate'

$send = {
    param($uri, $body)
    Invoke-RestMethod -Method Post -Uri $uri -Headers $h -Body $body
}
& $send "https://api.security.microsoft.com/api/machines/$id/unisolate" (@{ Comment = 'ok' } | ConvertTo-Json)

$devices | ForEach-Object {
    # A block without parameters of its own sees the variable.
    Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$($_.id)/isolate" `
        -Headers $h -Body $body -ContentType 'application/json'
}
