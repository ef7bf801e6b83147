$body = @{ Comment = 'Offboarded by the inventory job' }
Invoke-WebRequest -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/offboard" -Headers $h -Body $body

# Splatted, and with a header that says JSON: it is a form all the same.
$parameters = @{
    Method  = 'Post'
    Uri     = "https://api.security.microsoft.com/api/machines/$id/unisolate"
    Headers = @{ Authorization = "Bearer $token"; 'Content-Type' = 'application/json' }
    Body    = @{ Comment = 'All clear' }
}
Invoke-RestMethod @parameters
