$base = 'https://api.security.microsoft.com/api'
switch ($Action) {
    'ISOLATE DEVICE' {
        $body = @{ Comment = $comment; IsolationType = 'Full' } | ConvertTo-Json
        Invoke-RestMethod -Method Post -Uri "$base/machines/$id/isolate" -Headers $h -Body $body -ContentType application/json
    }
    'restrict' {
        $body = @{ comment = $comment } | ConvertTo-Json
        Invoke-RestMethod -Method Post -Uri "$base/machines/$id/restrictCodeExecution" -Headers $h -Body $body -ContentType application/json
    }
    default { throw "No action $Action" }
}
# Which of them was it? Nobody knows before it runs.
Invoke-RestMethod -Method Post -Uri "$base/machines/$id/offboard" -Headers $h -Body $body -ContentType application/json
