namespace FaceRek.Core.Attendance;

public enum PunchWay
{
    Face,
    Pin,

    /// <summary>By a manager, with a reason.</summary>
    Manual,

    /// <summary>By a trusted terminal of the organization's own.</summary>
    Device,
}
