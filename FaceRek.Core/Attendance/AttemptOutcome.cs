namespace FaceRek.Core.Attendance;

public enum AttemptOutcome
{
    NotRecognised,
    Ambiguous,
    SeveralPeople,
    PoorPicture,
    NotLive,
    WrongPin,
}
