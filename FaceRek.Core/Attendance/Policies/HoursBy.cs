namespace FaceRek.Core.Attendance.Policies;

/// <summary>What counts as time at work.</summary>
public enum HoursBy
{
    /// <summary>Each in and the out after it; what lies between is a break.</summary>
    EveryPair,

    /// <summary>From the first in to the last out; punches between them do not matter.</summary>
    FirstInLastOut,
}
