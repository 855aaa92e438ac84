namespace FaceRek.Core.Attendance;

public enum PunchWay
{
    Face,
    Pin,

    /// <summary>By a manager, with a reason.</summary>
    Manual,
}
