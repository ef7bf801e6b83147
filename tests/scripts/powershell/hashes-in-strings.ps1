# After what is inserted or escaped, # in a string begins no comment.
$id = '0123456789012345678901234567890123456789'
$body = @{
    Comment       = "Isolated by $user #INC-1, ``#2"
    IsolationType = "Ful"  # "a comment" of its own
    "`$#1"        = "$("a#b") #"
} | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/isolate" -Body $body -ContentType 'application/json'
