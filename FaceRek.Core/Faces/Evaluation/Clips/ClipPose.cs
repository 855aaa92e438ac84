namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>Where a thing is before the camera and how it is turned.</summary>
/// <param name="Yaw">Degrees; positive turns what is near to the viewer's right, the person's own left.</param>
/// <param name="Pitch">Degrees; positive looks up.</param>
/// <param name="Roll">Degrees; positive tilts clockwise as the viewer sees it.</param>
/// <param name="X">Millimetres to the viewer's right of the camera's axis.</param>
/// <param name="Y">Millimetres below it.</param>
/// <param name="Distance">Millimetres from the camera.</param>
internal readonly record struct ClipPose(double Yaw, double Pitch, double Roll, double X, double Y, double Distance);
