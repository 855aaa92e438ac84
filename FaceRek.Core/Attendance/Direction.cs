namespace FaceRek.Core.Attendance;

public enum Direction
{
    In,
    Out,
}
