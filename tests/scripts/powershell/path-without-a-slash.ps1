# Nothing in this file but the path says what it is about.
function New-Detection {
    param([string] $Title, [string] $Device)

    $call = @{
        Method = 'post'
        Path   = 'alerts/createAlertByReference'
        Scopes = 'Alert.ReadWrite'
        Body   = @{
            MachineId         = $Device
            severity          = 'low'
            title             = $Title
            description       = 'Found by the nightly hunt'
            recommendedAction = 'Look at it'
            eventTime         = '2026-11-02T08:15:00Z'
            reportId          = '20776'
            category          = 'Discovery'
        }
    }
    Invoke-SocRequest @call
}
