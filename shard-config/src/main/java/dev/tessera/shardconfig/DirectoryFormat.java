package dev.tessera.shardconfig;

/** The format of the data that a directory describes. Until the first release it changes without a way from one to the next. */
public final class DirectoryFormat {
    /** Ids carry their slot, and buckets are ranges of slots. */
    public static final int CURRENT = 3;

    private DirectoryFormat() {}

    /**
     * Why a directory of another format can't be used, and what to do.
     *
     * @param directory where it is: {@code db-0:3306/tessera_directory}
     */
    public static String refusal(String directory, String found) {
        return "the directory at " + directory + " has " + found + ", and this version of Tessera reads format "
                + CURRENT
                + " alone: use the version that made the cluster, or make a new one with `shardctl cluster init`"
                + " in an empty schema";
    }

    /** The refusal of a directory from before formats were numbered. */
    public static String refusalOfUnnumbered(String directory) {
        return refusal(directory, "format 1, in which ids carry buckets");
    }
}
