namespace FaceRek.Core.Faces.Models;

/// <summary>The folder of the packs cannot be written.</summary>
public sealed class DiskException : ModelException
{
    /// <summary>Of Linux and macOS: no space left on the device, quota exceeded (on Linux, on macOS).</summary>
    private static readonly int[] UnixNoRoom = [28, 122, 69];

    /// <summary>Of Windows: handle disk full, disk full.</summary>
    private static readonly int[] WindowsNoRoom = [39, 112];

    public DiskException() { }

    public DiskException(string message)
        : base(message) { }

    public DiskException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>.NET tells a file that is larger than a limit of the system as an argument that is out of range.</summary>
    public static bool IsOfDisk(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    public static DiskException Of(Exception fault, string folder)
    {
        var noRoom = OperatingSystem.IsWindows() ? WindowsNoRoom : UnixNoRoom;
        return new DiskException(
            fault is ArgumentOutOfRangeException || (fault is IOException && noRoom.Contains(fault.HResult & 0xffff))
                ? $"There is no room left in {folder}. Nothing was installed; what is there stays in use."
                : $"{folder} cannot be written: {fault.Message}",
            fault
        );
    }
}
