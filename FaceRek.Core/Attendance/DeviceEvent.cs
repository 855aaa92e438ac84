namespace FaceRek.Core.Attendance;

/// <summary>What a trusted terminal says happened before it.</summary>
/// <param name="Device">Its own name, at most <see cref="Punch.MaxDeviceLength"/> characters.</param>
/// <param name="EventId">Of the device: the same event sent again is the same punch.</param>
/// <param name="At">By the device's clock.</param>
/// <param name="WasOffline">The device could not tell us then; its time is the only one there is.</param>
public sealed record DeviceEvent(
    Guid PersonId,
    string Device,
    string EventId,
    DateTimeOffset At,
    bool WasOffline,
    Direction? Direction
);
